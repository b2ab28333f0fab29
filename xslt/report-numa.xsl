<?xml version="1.0" encoding="UTF-8"?>
<!-- Processors and memory: a picture for each NUMA cell, a square for each vCPU. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:variable name="chip-width" select="50"/>
  <xsl:variable name="chip-height" select="40"/>
  <xsl:variable name="chip-gap" select="5"/>

  <xsl:template match="numa">
    <section aria-labelledby="numa">
      <h2 id="numa">Processors and memory</h2>
      <p class="hint">
        <xsl:choose>
          <xsl:when test="cell/@id">One picture for each NUMA cell that the guest sees. </xsl:when>
          <xsl:otherwise>The guest sees no NUMA cells. </xsl:otherwise>
        </xsl:choose>
        <xsl:text>Each square is a vCPU; below its number the host's processors on which it may run. A dashed square is a
          vCPU that is not plugged in.</xsl:text>
      </p>
      <div class="cards"><xsl:apply-templates select="cell"/></div>
      <xsl:if test="thread">
        <h3>Other pins</h3>
        <ul class="pins"><xsl:apply-templates select="thread"/></ul>
      </xsl:if>
      <xsl:if test="cell/distance"><xsl:call-template name="distances"/></xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="cell" mode="name">
    <xsl:choose>
      <xsl:when test="@id">Cell <xsl:value-of select="@id"/></xsl:when>
      <xsl:when test="../cell/@id">In no cell</xsl:when>
      <xsl:otherwise>All vCPUs</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A value of a cell, and what it was -->
  <xsl:template name="cell-step">
    <xsl:param name="is"/>
    <xsl:param name="was"/>
    <xsl:param name="changed"/>
    <xsl:choose>
      <xsl:when test="$changed">
        <xsl:if test="string($was)"><del><xsl:value-of select="$was"/></del></xsl:if>
        <xsl:if test="string($was) and string($is)"><span class="arrow"> → </span></xsl:if>
        <xsl:if test="string($is)"><ins><xsl:value-of select="$is"/></ins></xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$is"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="cell">
    <xsl:variable name="columns">
      <xsl:choose>
        <xsl:when test="count(vcpu) &gt; 36">12</xsl:when>
        <xsl:when test="count(vcpu) &gt; 3">6</xsl:when>
        <xsl:otherwise>3</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="width" select="$columns * ($chip-width + $chip-gap) - $chip-gap + 4"/>
    <xsl:variable name="rows" select="ceiling(count(vcpu) div $columns)"/>
    <xsl:variable name="height" select="$rows * ($chip-height + $chip-gap) - $chip-gap + 4"/>
    <figure class="cell {@state}">
      <figcaption>
        <xsl:if test="@state">
          <xsl:call-template name="glyph">
            <xsl:with-param name="state" select="@state"/>
            <xsl:with-param name="class">
              <xsl:choose>
                <xsl:when test="@state = 'changed' and not(@was-memory) and not(vcpu[@state = 'moved' or @state = 'added'])">tuning</xsl:when>
                <xsl:otherwise>guest</xsl:otherwise>
              </xsl:choose>
            </xsl:with-param>
          </xsl:call-template>
        </xsl:if>
        <strong><xsl:apply-templates select="." mode="name"/></strong>
        <xsl:if test="@state"><xsl:text> </xsl:text><span class="kind"><xsl:value-of select="@state"/></span></xsl:if>
        <span class="sub">
          <xsl:call-template name="cell-step">
            <xsl:with-param name="is">
              <xsl:call-template name="memory"><xsl:with-param name="kib" select="@memory"/></xsl:call-template>
            </xsl:with-param>
            <xsl:with-param name="was">
              <xsl:call-template name="memory"><xsl:with-param name="kib" select="@was-memory"/></xsl:call-template>
            </xsl:with-param>
            <xsl:with-param name="changed" select="@was-memory"/>
          </xsl:call-template>
          <xsl:if test="@nodes or @was-nodes">
            <xsl:text>, host nodes </xsl:text>
            <xsl:call-template name="cell-step">
              <xsl:with-param name="is" select="@nodes"/>
              <xsl:with-param name="was" select="@was-nodes"/>
              <xsl:with-param name="changed" select="@was-nodes"/>
            </xsl:call-template>
          </xsl:if>
          <xsl:if test="@mode or @was-mode">
            <xsl:text> (</xsl:text>
            <xsl:call-template name="cell-step">
              <xsl:with-param name="is" select="@mode"/>
              <xsl:with-param name="was" select="@was-mode"/>
              <xsl:with-param name="changed" select="@was-mode"/>
            </xsl:call-template>
            <xsl:text>)</xsl:text>
          </xsl:if>
        </span>
      </figcaption>
      <xsl:choose>
        <xsl:when test="vcpu">
          <xsl:variable name="name"><xsl:apply-templates select="." mode="name"/></xsl:variable>
          <div class="scroll" role="region" tabindex="0" aria-label="vCPUs: {$name}">
            <svg class="picture" width="{$width}" height="{$height}" viewBox="0 0 {$width} {$height}"
                 role="group" aria-label="vCPUs: {$name}">
              <xsl:for-each select="vcpu">
                <xsl:sort select="@id" data-type="number"/>
                <xsl:variable name="column" select="(position() - 1) mod $columns"/>
                <xsl:apply-templates select=".">
                  <xsl:with-param name="x" select="2 + $column * ($chip-width + $chip-gap)"/>
                  <xsl:with-param name="y" select="2 + (position() - 1 - $column) div $columns * ($chip-height + $chip-gap)"/>
                </xsl:apply-templates>
              </xsl:for-each>
            </svg>
          </div>
        </xsl:when>
        <xsl:otherwise><p class="hint">no vCPUs</p></xsl:otherwise>
      </xsl:choose>
    </figure>
  </xsl:template>

  <!-- Pins are tuning; that there are more or fewer vCPUs the guest sees. -->
  <xsl:template match="vcpu">
    <xsl:param name="x"/>
    <xsl:param name="y"/>
    <xsl:variable name="state">
      <xsl:choose><xsl:when test="@left">left</xsl:when><xsl:otherwise><xsl:value-of select="@state"/></xsl:otherwise></xsl:choose>
    </xsl:variable>
    <xsl:variable name="weight">
      <xsl:choose>
        <xsl:when test="$state = ''"/>
        <xsl:when test="@state = 'changed' and not(@was-online)">hollow</xsl:when>
        <xsl:otherwise>full</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="offline"><xsl:if test="@online = 'no'"> offline</xsl:if></xsl:variable>
    <g class="node chip {$state} {$weight}{$offline}" data-vcpu="{@id}">
      <title>
        <xsl:text>vCPU </xsl:text><xsl:value-of select="@id"/>
        <xsl:if test="@online = 'no'">, not plugged in</xsl:if>
        <xsl:choose>
          <xsl:when test="@pin">, on the host's CPUs <xsl:value-of select="@pin"/></xsl:when>
          <xsl:otherwise>, not pinned</xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@was-pin">
          <xsl:text>, was </xsl:text>
          <xsl:choose>
            <xsl:when test="string(@was-pin)">on <xsl:value-of select="@was-pin"/></xsl:when>
            <xsl:otherwise>not pinned</xsl:otherwise>
          </xsl:choose>
        </xsl:if>
        <xsl:if test="$state != ''">: <xsl:value-of select="$state"/></xsl:if>
      </title>
      <rect class="box" x="{$x}" y="{$y}" width="{$chip-width}" height="{$chip-height}" rx="5"/>
      <xsl:if test="$state != ''">
        <path class="flag" d="M{$x + 5} {$y}h11v{$chip-height}h-11a5 5 0 0 1-5-5v-{$chip-height - 10}a5 5 0 0 1 5-5z"/>
        <text class="sign small" x="{$x + 8}" y="{$y + 24}">
          <xsl:call-template name="sign"><xsl:with-param name="state" select="$state"/></xsl:call-template>
        </text>
      </xsl:if>
      <text class="number" x="{$x + $chip-width div 2 + 7 * boolean($state != '')}" y="{$y + 18}"><xsl:value-of select="@id"/></text>
      <text class="pin" x="{$x + $chip-width div 2 + 7 * boolean($state != '')}" y="{$y + 33}">
        <xsl:choose>
          <xsl:when test="@pin">
            <xsl:call-template name="short">
              <xsl:with-param name="text" select="@pin"/>
              <xsl:with-param name="most" select="7 - 2 * boolean($state != '')"/>
            </xsl:call-template>
          </xsl:when>
          <xsl:when test="@online = 'no'">off</xsl:when>
          <xsl:otherwise>any</xsl:otherwise>
        </xsl:choose>
      </text>
    </g>
  </xsl:template>

  <xsl:template match="thread">
    <li>
      <xsl:choose>
        <xsl:when test="@kind = 'emulator'">emulator</xsl:when>
        <xsl:otherwise>I/O thread <xsl:value-of select="@id"/></xsl:otherwise>
      </xsl:choose>
      <xsl:text> on </xsl:text><code><xsl:value-of select="@pin"/></code>
    </li>
  </xsl:template>

  <xsl:template name="distances">
    <h3 id="distances">Distances between cells</h3>
    <div class="scroll fit" role="region" tabindex="0" aria-labelledby="distances">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">from</th>
            <xsl:for-each select="cell[@id and not(@state='removed')]"><th scope="col">to <xsl:value-of select="@id"/></th></xsl:for-each>
          </tr>
        </thead>
        <tbody>
          <xsl:for-each select="cell[@id and not(@state='removed')]">
            <xsl:variable name="from" select="."/>
            <tr>
              <th scope="row"><xsl:value-of select="@id"/></th>
              <xsl:for-each select="../cell[@id and not(@state='removed')]">
                <td>
                  <xsl:variable name="value" select="$from/distance[@to = current()/@id]/@value"/>
                  <xsl:choose>
                    <xsl:when test="$value"><xsl:value-of select="$value"/></xsl:when>
                    <xsl:otherwise>–</xsl:otherwise>
                  </xsl:choose>
                </td>
              </xsl:for-each>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>
</xsl:stylesheet>
