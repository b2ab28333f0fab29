<?xml version="1.0" encoding="UTF-8"?>
<!-- The reference manual: one HTML page from what the schema compiler writes about the schema (docs.xml). Knows no
     element by name. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="yes" doctype-system="about:legacy-compat"/>

  <xsl:key name="slot" match="/schema/*[@slot]" use="@slot"/>

  <xsl:template match="/schema">
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>Domain documents: reference</title>
        <style>
          :root { color-scheme: light dark; }
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
          h2 { margin-top: 2.5rem; border-top: 1px solid; padding-top: .5rem; }
          table { border-collapse: collapse; width: 100%; }
          td, th { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid #8884; }
          code { font-size: 95%; }
          .class { opacity: .7; }
        </style>
      </head>
      <body>
        <h1>Domain documents: reference</h1>
        <p>Every element with its attributes and children in canonical order. The last column tells who notices a change:
          the <i>guest</i>, the <i>host</i>, <i>tuning</i> at run time, the guest's <i>identity</i>, or nobody
          (<i>info</i>).</p>
        <xsl:apply-templates select="element[member]"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="element">
    <h2 id="s{@slot}"><code>&lt;<xsl:value-of select="@name"/>&gt;</code></h2>
    <p><xsl:value-of select="@doc"/></p>
    <table>
      <xsl:apply-templates select="member"/>
    </table>
  </xsl:template>

  <xsl:template match="member">
    <xsl:variable name="target" select="key('slot', @slot)"/>
    <tr>
      <td>
        <xsl:choose>
          <xsl:when test="$target/self::attribute"><code><xsl:value-of select="@name"/>=</code></xsl:when>
          <xsl:when test="$target/member">
            <a href="#s{@slot}"><code>&lt;<xsl:value-of select="@name"/>&gt;</code></a>
          </xsl:when>
          <xsl:otherwise><code>&lt;<xsl:value-of select="@name"/>&gt;</code></xsl:otherwise>
        </xsl:choose>
      </td>
      <td>
        <xsl:value-of select="$target/@doc"/>
        <xsl:if test="@required"> Required.</xsl:if>
        <xsl:if test="@repeat"> May be repeated.</xsl:if>
        <xsl:if test="$target/@default"> Default: <code><xsl:value-of select="$target/@default"/></code>.</xsl:if>
        <xsl:if test="$target/@omit"> The same as absent: <code><xsl:value-of select="$target/@omit"/></code>.</xsl:if>
        <xsl:if test="$target/@unit"> Unit: <xsl:value-of select="$target/@unit"/>.</xsl:if>
        <xsl:apply-templates select="$target/type"/>
        <xsl:apply-templates select="when"/>
      </td>
      <td class="class"><xsl:value-of select="$target/@class"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="type">
    <xsl:choose>
      <xsl:when test="value"> One of <xsl:call-template name="list"/>.</xsl:when>
      <xsl:when test="@doc"> Takes <xsl:value-of select="@doc"/>.</xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="when">
    <xsl:text> Only with </xsl:text>
    <code><xsl:value-of select="@attribute"/></code>
    <xsl:if test="@except"> other than</xsl:if>
    <xsl:text> </xsl:text>
    <xsl:call-template name="list"/>
    <xsl:text>.</xsl:text>
  </xsl:template>

  <xsl:template name="list">
    <xsl:for-each select="value">
      <code><xsl:value-of select="."/></code>
      <xsl:if test="position() != last()">, </xsl:if>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
