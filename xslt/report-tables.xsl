<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables: all devices, all settings, and what a migration needs. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="devices">
    <xsl:if test="device">
      <section aria-labelledby="devices">
        <h2 id="devices">Devices</h2>
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Model</th>
              <th scope="col">Address</th>
              <th scope="col">Behind it, and all settings</th>
            </tr>
          </thead>
          <tbody><xsl:apply-templates select="device"/></tbody>
        </table>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="device">
    <xsl:variable name="place" select="key('place', @number)[1]"/>
    <tr id="device-{@number}" class="{@state}">
      <xsl:if test="not(@state)"><xsl:attribute name="class">same</xsl:attribute></xsl:if>
      <th scope="row">
        <xsl:if test="@state">
          <xsl:call-template name="glyph">
            <xsl:with-param name="state" select="@state"/>
            <xsl:with-param name="class" select="@class"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:apply-templates select="." mode="name"/>
        <xsl:if test="@state">
          <xsl:text> </xsl:text>
          <a class="mark" href="#change-{@group}"><xsl:value-of select="@state"/></a>
        </xsl:if>
      </th>
      <td data-label="Model"><xsl:call-template name="or-dash"><xsl:with-param name="text" select="@model"/></xsl:call-template></td>
      <td data-label="Address">
        <xsl:choose>
          <xsl:when test="$place"><xsl:apply-templates select="$place" mode="address"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </td>
      <td data-label="Behind it">
        <xsl:if test="not(@about)"><xsl:attribute name="class">bare</xsl:attribute></xsl:if>
        <xsl:if test="@about"><span><xsl:value-of select="@about"/></span></xsl:if>
        <xsl:if test="not(@about) and not(setting)">–</xsl:if>
        <xsl:if test="setting">
          <details>
            <summary>
              <xsl:value-of select="count(setting)"/>
              <xsl:choose><xsl:when test="count(setting) = 1"> setting</xsl:when><xsl:otherwise> settings</xsl:otherwise></xsl:choose>
            </summary>
            <dl class="settings"><xsl:apply-templates select="setting" mode="line"/></dl>
          </details>
        </xsl:if>
      </td>
    </tr>
  </xsl:template>

  <xsl:template name="or-dash">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="string($text)"><xsl:value-of select="$text"/></xsl:when>
      <xsl:otherwise>–</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="setting" mode="line">
    <div>
      <dt><code><xsl:value-of select="@path"/></code></dt>
      <dd>
        <xsl:call-template name="value"/>
        <xsl:call-template name="setting-mark"/>
      </dd>
    </div>
  </xsl:template>

  <xsl:template name="setting-mark">
    <xsl:if test="@state">
      <xsl:text> </xsl:text>
      <a class="mark {@state}" href="#change-{../@group}"><xsl:value-of select="@state"/></a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sections">
    <section aria-labelledby="settings">
      <h2 id="settings">Settings</h2>
      <p class="hint">Everything beside the devices, and who notices a change of it.</p>
      <details>
        <xsl:if test="not($changes)"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
        <summary>All <xsl:value-of select="count(section/setting)"/> settings</summary>
        <table class="stack">
          <thead>
            <tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Noticed by</th></tr>
          </thead>
          <xsl:for-each select="section[setting]">
            <tbody><xsl:apply-templates select="setting" mode="row"/></tbody>
          </xsl:for-each>
        </table>
      </details>
    </section>
  </xsl:template>

  <xsl:template match="setting" mode="row">
    <tr>
      <th scope="row">
        <code>
          <xsl:value-of select="../@name"/>
          <xsl:if test="@path != '.'">/<xsl:value-of select="@path"/></xsl:if>
        </code>
      </th>
      <td data-label="Value"><xsl:call-template name="value"/><xsl:call-template name="setting-mark"/></td>
      <td data-label="Noticed by">
        <xsl:call-template name="class-name"><xsl:with-param name="class" select="@class"/></xsl:call-template>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="needs">
    <section aria-labelledby="needs">
      <h2 id="needs">What the target of a migration must offer</h2>
      <ul class="needs">
        <xsl:for-each select="need">
          <li><xsl:value-of select="text"/><xsl:text> </xsl:text><code class="path"><xsl:value-of select="path"/></code></li>
        </xsl:for-each>
      </ul>
    </section>
  </xsl:template>
</xsl:stylesheet>
