<?xml version="1.0" encoding="UTF-8"?>
<!-- The changes, device by device, the guest's first. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="changes">
    <xsl:if test="group">
      <section aria-labelledby="changes">
        <h2 id="changes">Changes</h2>
        <xsl:call-template name="part">
          <xsl:with-param name="title">What libvirt refuses</xsl:with-param>
          <xsl:with-param name="groups" select="group[@class='guest' or @class='identity' or @class='unwritten']"/>
        </xsl:call-template>
        <xsl:call-template name="part">
          <xsl:with-param name="title">What the guest can notice, though libvirt accepts it</xsl:with-param>
          <xsl:with-param name="groups" select="group[@class='accepted']"/>
        </xsl:call-template>
        <xsl:call-template name="part">
          <xsl:with-param name="title">What the guest does not see</xsl:with-param>
          <xsl:with-param name="groups" select="group[@class='host' or @class='tuning' or @class='info']"/>
        </xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="part">
    <xsl:param name="title"/>
    <xsl:param name="groups"/>
    <xsl:if test="$groups">
      <h3><xsl:value-of select="$title"/></h3>
      <xsl:apply-templates select="$groups"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="group">
    <xsl:variable name="device" select="key('device', @device)"/>
    <article class="group {@class}" id="change-{@number}">
      <header>
        <h4>
          <xsl:choose>
            <xsl:when test="$device"><xsl:apply-templates select="$device" mode="name"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="part-name"/></xsl:otherwise>
          </xsl:choose>
        </h4>
        <span class="pill {@class}">
          <xsl:call-template name="class-name"><xsl:with-param name="class" select="@class"/></xsl:call-template>
        </span>
        <code class="path"><xsl:value-of select="@path"/></code>
      </header>
      <ul class="changes"><xsl:apply-templates select="change"/></ul>
    </article>
  </xsl:template>

  <xsl:template name="part-name">
    <xsl:choose>
      <xsl:when test="@path = '/domain'">domain</xsl:when>
      <xsl:when test="starts-with(@path, '/domain/devices/')"><xsl:value-of select="substring(@path, 17)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="substring(@path, 9)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="change">
    <li class="change {@kind}">
      <xsl:call-template name="glyph">
        <xsl:with-param name="state" select="@kind"/>
        <xsl:with-param name="class" select="@class"/>
      </xsl:call-template>
      <div>
        <p class="what">
          <span class="kind"><xsl:value-of select="@kind"/></span>
          <xsl:if test="@path != '.'"><xsl:text> </xsl:text><code><xsl:value-of select="@path"/></code></xsl:if>
          <xsl:if test="@class != ../@class">
            <xsl:text> </xsl:text>
            <span class="pill {@class}">
              <xsl:call-template name="class-name"><xsl:with-param name="class" select="@class"/></xsl:call-template>
            </span>
          </xsl:if>
        </p>
        <p class="values">
          <xsl:choose>
            <xsl:when test="@path = 'address' and key('left', ../@device) and key('place', ../@device)">
              <del><xsl:apply-templates select="key('left', ../@device)[1]" mode="address"/></del>
              <span class="arrow"> → </span>
              <ins><xsl:apply-templates select="key('place', ../@device)[1]" mode="address"/></ins>
            </xsl:when>
            <xsl:otherwise>
              <xsl:apply-templates select="old"/>
              <xsl:if test="old and new"><span class="arrow"> → </span></xsl:if>
              <xsl:apply-templates select="new"/>
            </xsl:otherwise>
          </xsl:choose>
        </p>
        <p class="reason">
          <xsl:if test="starts-with(reason, 'libvirt')"><xsl:value-of select="reason"/></xsl:if>
          <xsl:if test="not(starts-with(reason, 'libvirt'))">
            <xsl:value-of select="translate(substring(reason, 1, 1), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/>
            <xsl:value-of select="substring(reason, 2)"/>
          </xsl:if>
        </p>
        <p class="source">
          <xsl:text>rule </xsl:text><code><xsl:value-of select="@rule"/></code>
          <xsl:if test="old/@line">, line <xsl:value-of select="old/@line"/> of the old document</xsl:if>
          <xsl:if test="new/@line">, line <xsl:value-of select="new/@line"/> of the new document</xsl:if>
        </p>
      </div>
    </li>
  </xsl:template>

  <xsl:template match="change/old"><del><xsl:call-template name="value"/></del></xsl:template>
  <xsl:template match="change/new"><ins><xsl:call-template name="value"/></ins></xsl:template>

  <xsl:template name="value">
    <xsl:choose>
      <xsl:when test="@hidden"><i>hidden</i></xsl:when>
      <xsl:when test="@value = ''"><i>present</i></xsl:when>
      <xsl:when test="../@path = '.' and contains('/domain/memory /domain/currentMemory /domain/maxMemory ', concat(@path, ' '))">
        <xsl:call-template name="memory"><xsl:with-param name="kib" select="@value"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="@value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
