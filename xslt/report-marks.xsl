<?xml version="1.0" encoding="UTF-8"?>
<!-- Marks of what changed, the icons of devices, and the legend of both. A mark is a colour, a sign and a word; a full one
     means that the guest sees it, a hollow one that it does not. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template name="sign">
    <xsl:param name="state"/>
    <xsl:choose>
      <xsl:when test="$state = 'added'">+</xsl:when>
      <xsl:when test="$state = 'removed'">−</xsl:when>
      <xsl:when test="$state = 'moved'">→</xsl:when>
      <xsl:when test="$state = 'left'">⇢</xsl:when>
      <xsl:otherwise>≠</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="glyph">
    <xsl:param name="state"/>
    <xsl:param name="class">guest</xsl:param>
    <xsl:variable name="weight"><xsl:call-template name="weight"><xsl:with-param name="class" select="$class"/></xsl:call-template></xsl:variable>
    <span class="glyph {$state} {$weight}" aria-hidden="true">
      <xsl:call-template name="sign"><xsl:with-param name="state" select="$state"/></xsl:call-template>
    </span>
  </xsl:template>

  <!-- "full" when the guest can notice a change of this class -->
  <xsl:template name="weight">
    <xsl:param name="class"/>
    <xsl:choose>
      <xsl:when test="$class = 'host' or $class = 'tuning' or $class = 'info'">hollow</xsl:when>
      <xsl:otherwise>full</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="legend">
    <aside class="legend" aria-labelledby="legend">
      <h2 id="legend">Marks in the pictures</h2>
      <ul>
        <xsl:call-template name="legend-mark">
          <xsl:with-param name="state">added</xsl:with-param>
          <xsl:with-param name="text">added: only the new guest has it</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="legend-mark">
          <xsl:with-param name="state">removed</xsl:with-param>
          <xsl:with-param name="text">removed: only the old guest has it</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="legend-mark">
          <xsl:with-param name="state">moved</xsl:with-param>
          <xsl:with-param name="text">moved: it was at another address</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="legend-mark">
          <xsl:with-param name="state">left</xsl:with-param>
          <xsl:with-param name="text">left: it has moved away from here</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="legend-mark">
          <xsl:with-param name="state">changed</xsl:with-param>
          <xsl:with-param name="text">changed, and the guest can notice it</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="legend-mark">
          <xsl:with-param name="state">changed</xsl:with-param>
          <xsl:with-param name="weight">hollow</xsl:with-param>
          <xsl:with-param name="text">changed on the host's side; hollow marks are not seen by the guest</xsl:with-param>
        </xsl:call-template>
      </ul>
    </aside>
  </xsl:template>

  <xsl:template name="legend-mark">
    <xsl:param name="state"/>
    <xsl:param name="weight">full</xsl:param>
    <xsl:param name="text"/>
    <li>
      <svg class="picture {$weight}" width="44" height="28" viewBox="0 0 44 28" aria-hidden="true">
        <g class="node {$state} {$weight}">
          <rect class="box" x="1" y="1" width="42" height="26" rx="5"/>
          <path class="flag" d="M6 1h14v26H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5z"/>
          <text class="sign" x="10.5" y="19">
            <xsl:call-template name="sign"><xsl:with-param name="state" select="$state"/></xsl:call-template>
          </text>
        </g>
      </svg>
      <span><xsl:value-of select="$text"/></span>
    </li>
  </xsl:template>

  <!-- === icons: 16 x 16, drawn with strokes ======================================================================== -->

  <xsl:template name="icons">
    <svg width="0" height="0" class="store" aria-hidden="true">
      <defs>
        <symbol id="icon-disk" viewBox="0 0 16 16">
          <ellipse cx="8" cy="3.5" rx="5.5" ry="2"/><path d="M2.5 3.5v9c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2v-9M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2"/>
        </symbol>
        <symbol id="icon-cdrom" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5"/><circle cx="8" cy="8" r="1.8"/></symbol>
        <symbol id="icon-network" viewBox="0 0 16 16">
          <path d="M8 2v4M3 10V8h10v2M8 6v2"/><rect x="1" y="10" width="4" height="4"/><rect x="11" y="10" width="4" height="4"/><rect x="6" y="1" width="4" height="4"/>
        </symbol>
        <symbol id="icon-port" viewBox="0 0 16 16"><path d="M1 8h5M10 4h5M10 12h5M6 8l4-4M6 8l4 4"/></symbol>
        <symbol id="icon-usb" viewBox="0 0 16 16">
          <path d="M8 14V2M8 11l-4-2V6.5M8 9l4-2V5"/><path d="M6.5 3.5L8 1l1.5 2.5z"/><circle cx="8" cy="14" r="1"/>
        </symbol>
        <symbol id="icon-display" viewBox="0 0 16 16"><rect x="1.5" y="2.5" width="13" height="9" rx="1"/><path d="M5 14.5h6M8 11.5v3"/></symbol>
        <symbol id="icon-memory" viewBox="0 0 16 16"><rect x="1" y="4" width="14" height="7"/><path d="M4 11v2M7 11v2M10 11v2M13 11v2M4.5 6.5v2M8 6.5v2M11.5 6.5v2"/></symbol>
        <symbol id="icon-terminal" viewBox="0 0 16 16"><rect x="1.5" y="2.5" width="13" height="11" rx="1"/><path d="M4 6l2.5 2L4 10M8.5 10.5H12"/></symbol>
        <symbol id="icon-input" viewBox="0 0 16 16"><rect x="1" y="4" width="14" height="8" rx="1"/><path d="M4 6.5h.01M7 6.5h.01M10 6.5h.01M13 6.5h.01M5 9.5h6"/></symbol>
        <symbol id="icon-sound" viewBox="0 0 16 16"><path d="M2 6v4h3l4 3.5v-11L5 6zM11.5 5.5a3.5 3.5 0 0 1 0 5M13.5 3.5a6.4 6.4 0 0 1 0 9"/></symbol>
        <symbol id="icon-key" viewBox="0 0 16 16"><path d="M8 1.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7-3.2-1.2-5.5-3.5-5.5-7v-4z"/></symbol>
        <symbol id="icon-folder" viewBox="0 0 16 16"><path d="M1.5 13V3.5h4.5l1.5 2h7V13z"/></symbol>
        <symbol id="icon-card" viewBox="0 0 16 16"><path d="M1.5 2v12M1.5 4h13v7h-13M5 11v2h6v-2"/><rect x="6" y="6" width="4" height="3"/></symbol>
        <symbol id="icon-chip" viewBox="0 0 16 16"><rect x="4" y="4" width="8" height="8"/><path d="M6 4V1.5M10 4V1.5M6 14.5V12M10 14.5V12M4 6H1.5M4 10H1.5M14.5 6H12M14.5 10H12"/></symbol>
      </defs>
    </svg>
  </xsl:template>

  <xsl:template match="device" mode="icon">
    <xsl:choose>
      <xsl:when test="@type = 'cdrom'">cdrom</xsl:when>
      <xsl:when test="@kind = 'disk'">disk</xsl:when>
      <xsl:when test="@kind = 'interface'">network</xsl:when>
      <xsl:when test="@kind = 'controller' and starts-with(@label, 'pci')">port</xsl:when>
      <xsl:when test="@kind = 'controller' and starts-with(@label, 'usb')">usb</xsl:when>
      <xsl:when test="@kind = 'hub' or @kind = 'redirdev'">usb</xsl:when>
      <xsl:when test="@kind = 'video' or @kind = 'graphics'">display</xsl:when>
      <xsl:when test="@kind = 'memory' or @kind = 'memballoon' or @kind = 'nvram' or @kind = 'shmem'">memory</xsl:when>
      <xsl:when test="@kind = 'serial' or @kind = 'console' or @kind = 'parallel' or @kind = 'channel'">terminal</xsl:when>
      <xsl:when test="@kind = 'input'">input</xsl:when>
      <xsl:when test="@kind = 'sound' or @kind = 'audio'">sound</xsl:when>
      <xsl:when test="@kind = 'tpm' or @kind = 'rng' or @kind = 'crypto' or @kind = 'smartcard'">key</xsl:when>
      <xsl:when test="@kind = 'filesystem'">folder</xsl:when>
      <xsl:when test="@kind = 'hostdev'">card</xsl:when>
      <xsl:otherwise>chip</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
