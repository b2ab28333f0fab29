<?xml version="1.0" encoding="UTF-8"?>
<!-- Pictures of what is plugged in where: a bus is a line down, a device a box beside it; what a bridge or port leads to
     stands to its right. The rows come from the report, so that nothing is counted here. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:variable name="row-height" select="50"/>
  <xsl:variable name="box-height" select="40"/>
  <xsl:variable name="box-width" select="232"/>
  <xsl:variable name="head-height" select="56"/>

  <!-- room for addresses before the boxes -->
  <xsl:template match="tree" mode="gutter">
    <xsl:choose>
      <xsl:when test="@family = 'pci' or @family = 'usb' or @family = 'dimm' or @family = 'ccid'">44</xsl:when>
      <xsl:when test="@family = 'storage' or @family = 'virtio-serial'">58</xsl:when>
      <xsl:otherwise>76</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- === sections ================================================================================================== -->

  <xsl:template match="tree[@family='pci']">
    <section aria-labelledby="pci">
      <h2 id="pci">PCI</h2>
      <p class="hint">Each box is a function with its slot and number; a port or bridge leads to the bus on its right.</p>
      <xsl:apply-templates select="bus" mode="figure"/>
    </section>
  </xsl:template>

  <xsl:template match="tree[@family='ccw']">
    <section aria-labelledby="ccw">
      <h2 id="ccw">Channel subsystem</h2>
      <p class="hint">Each box is a device with its subchannel: channel subsystem, subchannel set and number.</p>
      <xsl:apply-templates select="bus" mode="figure"/>
    </section>
  </xsl:template>

  <xsl:template name="storage">
    <xsl:if test="tree[@family='storage']">
      <section aria-labelledby="storage">
        <h2 id="storage">Disks</h2>
        <p class="hint">Controllers with their units; disks that need no controller under the name of their bus.</p>
        <div class="cards"><xsl:apply-templates select="tree[@family='storage']/bus" mode="figure"/></div>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="other-trees">
    <xsl:variable name="trees" select="tree[@family != 'pci' and @family != 'ccw' and @family != 'storage']"/>
    <xsl:if test="$trees">
      <section aria-labelledby="buses">
        <h2 id="buses">Other buses</h2>
        <div class="cards"><xsl:apply-templates select="$trees/bus" mode="figure"/></div>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- === one picture for a bus of the board ======================================================================== -->

  <xsl:template match="bus" mode="name">
    <xsl:choose>
      <xsl:when test="@kind = 'pci'">PCI bus <xsl:value-of select="@index"/></xsl:when>
      <xsl:when test="@kind = 'ccw'">Channels</xsl:when>
      <xsl:when test="@kind = 'usb' and @index">USB bus <xsl:value-of select="@index"/></xsl:when>
      <xsl:when test="@kind = 'dimm'">Memory slots</xsl:when>
      <xsl:when test="@kind = 'isa'">ISA</xsl:when>
      <xsl:when test="@index"><xsl:value-of select="@kind"/><xsl:text> </xsl:text><xsl:value-of select="@index"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@kind"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="bus" mode="about">
    <xsl:variable name="device" select="key('device', @device)"/>
    <xsl:choose>
      <xsl:when test="$device/@model"><xsl:value-of select="$device/@model"/></xsl:when>
      <xsl:when test="$device">controller</xsl:when>
      <xsl:when test="parent::tree/@family = 'storage' and not(@index)">disks without a controller</xsl:when>
      <xsl:otherwise>part of the machine</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="bus" mode="figure">
    <xsl:variable name="gutter"><xsl:apply-templates select="ancestor::tree" mode="gutter"/></xsl:variable>
    <xsl:variable name="deep">
      <xsl:for-each select="descendant-or-self::bus">
        <xsl:sort select="count(ancestor::bus)" data-type="number" order="descending"/>
        <xsl:if test="position() = 1"><xsl:value-of select="count(ancestor::bus) + 1"/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="width" select="16 + $deep * ($gutter + $box-width + 20)"/>
    <xsl:variable name="height" select="$head-height + @rows * $row-height"/>
    <xsl:variable name="name"><xsl:apply-templates select="." mode="name"/></xsl:variable>
    <div class="scroll" role="region" tabindex="0" aria-label="{$name}">
      <svg class="picture" width="{$width}" height="{$height}" viewBox="0 0 {$width} {$height}"
           role="group" aria-label="{$name}">
        <xsl:apply-templates select="." mode="head"/>
        <path class="wire" d="M16 44V{$head-height + (place | slot/place)[last()]/@row * $row-height + 20}">
          <xsl:if test="not(*)">
            <xsl:attribute name="d">M16 44V<xsl:value-of select="$head-height + 20"/></xsl:attribute>
          </xsl:if>
        </path>
        <xsl:apply-templates select="." mode="draw">
          <xsl:with-param name="gutter" select="number($gutter)"/>
          <xsl:with-param name="x" select="16"/>
        </xsl:apply-templates>
      </svg>
    </div>
  </xsl:template>

  <!-- The bus itself, with its controller when it has one -->
  <xsl:template match="bus" mode="head">
    <xsl:variable name="device" select="key('device', @device)"/>
    <xsl:choose>
      <xsl:when test="$device">
        <xsl:apply-templates select="$device" mode="box">
          <xsl:with-param name="x" select="1"/>
          <xsl:with-param name="y" select="3"/>
          <xsl:with-param name="title"><xsl:apply-templates select="." mode="name"/></xsl:with-param>
          <xsl:with-param name="about"><xsl:apply-templates select="." mode="about"/></xsl:with-param>
          <xsl:with-param name="root"> root</xsl:with-param>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <g class="node root">
          <rect class="box" x="1" y="3" width="{$box-width}" height="{$box-height}" rx="6"/>
          <text class="name" x="12" y="20"><xsl:apply-templates select="." mode="name"/></text>
          <text class="about" x="12" y="35"><xsl:apply-templates select="." mode="about"/></text>
        </g>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- === places of a bus; x is that of its line ==================================================================== -->

  <xsl:template match="bus" mode="draw">
    <xsl:param name="gutter"/>
    <xsl:param name="x"/>
    <xsl:param name="row" select="0"/>
    <xsl:apply-templates select="slot[count(place) &gt; 1]" mode="frame">
      <xsl:with-param name="gutter" select="$gutter"/>
      <xsl:with-param name="x" select="$x"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="place | slot/place" mode="draw">
      <xsl:with-param name="gutter" select="$gutter"/>
      <xsl:with-param name="x" select="$x"/>
    </xsl:apply-templates>
    <xsl:if test="not(*)">
      <g transform="translate({$x} {$head-height + $row * $row-height})">
        <path class="wire" d="M0 20h{$gutter}"/>
        <rect class="free" x="{$gutter}" y="6" width="64" height="28" rx="6"/>
        <text class="free" x="{$gutter + 32}" y="24">
          <xsl:choose><xsl:when test="@kind = 'pci'">free</xsl:when><xsl:otherwise>empty</xsl:otherwise></xsl:choose>
        </text>
      </g>
    </xsl:if>
  </xsl:template>

  <!-- The functions of one slot belong together -->
  <xsl:template match="slot" mode="frame">
    <xsl:param name="gutter"/>
    <xsl:param name="x"/>
    <rect class="slot" x="{$x + 7}" y="{$head-height + @row * $row-height - 3}" rx="8"
          width="{$gutter + $box-width}" height="{(@rows - 1) * $row-height + $box-height + 6}"/>
  </xsl:template>

  <xsl:template match="place" mode="draw">
    <xsl:param name="gutter"/>
    <xsl:param name="x"/>
    <xsl:variable name="y" select="$head-height + @row * $row-height"/>
    <xsl:variable name="right" select="$x + $gutter + $box-width"/>
    <path class="wire" d="M{$x} {$y + 20}h{$gutter}"/>
    <text class="at" x="{$x + $gutter div 2 + 2}" y="{$y + 15}"><xsl:value-of select="@at"/></text>
    <xsl:choose>
      <xsl:when test="@left">
        <xsl:apply-templates select="key('device', @device)" mode="left">
          <xsl:with-param name="x" select="$x + $gutter"/>
          <xsl:with-param name="y" select="$y"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="key('device', @device)" mode="box">
          <xsl:with-param name="x" select="$x + $gutter"/>
          <xsl:with-param name="y" select="$y"/>
          <xsl:with-param name="about">
            <xsl:choose>
              <xsl:when test="not(ancestor::bus[1]/@index) and key('place', @device)">
                <xsl:apply-templates select="key('place', @device)[1]" mode="address"/>
              </xsl:when>
              <xsl:otherwise><xsl:apply-templates select="key('device', @device)" mode="kind"/></xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="bus" mode="behind">
      <xsl:with-param name="gutter" select="$gutter"/>
      <xsl:with-param name="right" select="$right"/>
      <xsl:with-param name="row" select="@row"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- The bus that a port or bridge leads to -->
  <xsl:template match="bus" mode="behind">
    <xsl:param name="gutter"/>
    <xsl:param name="right"/>
    <xsl:param name="row"/>
    <xsl:variable name="y" select="$head-height + $row * $row-height + 20"/>
    <path class="wire" d="M{$right} {$y}h20">
      <xsl:if test="(place | slot/place)[last()]/@row &gt; $row">
        <xsl:attribute name="d">
          <xsl:text>M</xsl:text><xsl:value-of select="$right"/><xsl:text> </xsl:text><xsl:value-of select="$y"/>
          <xsl:text>h20V</xsl:text>
          <xsl:value-of select="$head-height + (place | slot/place)[last()]/@row * $row-height + 20"/>
        </xsl:attribute>
      </xsl:if>
    </path>
    <xsl:apply-templates select="." mode="draw">
      <xsl:with-param name="gutter" select="$gutter"/>
      <xsl:with-param name="x" select="$right + 20"/>
      <xsl:with-param name="row" select="$row"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- === boxes ===================================================================================================== -->

  <xsl:template match="device" mode="box">
    <xsl:param name="x"/>
    <xsl:param name="y"/>
    <xsl:param name="title"><xsl:apply-templates select="." mode="title"/></xsl:param>
    <xsl:param name="about"><xsl:apply-templates select="." mode="kind"/></xsl:param>
    <xsl:param name="root"/>
    <xsl:variable name="weight">
      <xsl:if test="@state"><xsl:call-template name="weight"><xsl:with-param name="class" select="@class"/></xsl:call-template></xsl:if>
    </xsl:variable>
    <xsl:variable name="left">
      <xsl:choose><xsl:when test="@state">30</xsl:when><xsl:otherwise>8</xsl:otherwise></xsl:choose>
    </xsl:variable>
    <xsl:variable name="icon"><xsl:apply-templates select="." mode="icon"/></xsl:variable>
    <a>
      <xsl:attribute name="href">
        <xsl:choose>
          <xsl:when test="@group">#change-<xsl:value-of select="@group"/></xsl:when>
          <xsl:otherwise>#device-<xsl:value-of select="@number"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <g class="node {@state} {$weight}{$root}" data-device="{@number}">
        <title><xsl:call-template name="tip"/></title>
        <rect class="box" x="{$x}" y="{$y}" width="{$box-width}" height="{$box-height}" rx="6"/>
        <xsl:if test="@state">
          <path class="flag" d="M{$x + 6} {$y}h16v{$box-height}h-16a6 6 0 0 1-6-6v-{$box-height - 12}a6 6 0 0 1 6-6z"/>
          <text class="sign" x="{$x + 11}" y="{$y + 26}">
            <xsl:call-template name="sign"><xsl:with-param name="state" select="@state"/></xsl:call-template>
          </text>
        </xsl:if>
        <svg x="{$x + $left}" y="{$y}" width="{$box-width - $left - 4}" height="{$box-height}">
          <use href="#icon-{$icon}" class="icon" x="0" y="5" width="16" height="16"/>
          <text class="name" x="22" y="18">
            <xsl:call-template name="short">
              <xsl:with-param name="text" select="$title"/>
              <xsl:with-param name="most" select="26 - 3 * boolean(@state)"/>
            </xsl:call-template>
          </text>
          <text class="about" x="22" y="33">
            <xsl:call-template name="short">
              <xsl:with-param name="text" select="$about"/>
              <xsl:with-param name="most" select="28 - 10 * boolean(@state)"/>
            </xsl:call-template>
          </text>
        </svg>
        <xsl:if test="@state">
          <text class="state" x="{$x + $box-width - 8}" y="{$y + 33}"><xsl:value-of select="@state"/></text>
        </xsl:if>
      </g>
    </a>
  </xsl:template>

  <!-- Where a device was -->
  <xsl:template match="device" mode="left">
    <xsl:param name="x"/>
    <xsl:param name="y"/>
    <a href="#change-{@group}">
      <g class="node left full" data-device="{@number}">
        <title><xsl:apply-templates select="." mode="name"/> was here and has moved away</title>
        <rect class="box" x="{$x}" y="{$y}" width="{$box-width}" height="{$box-height}" rx="6"/>
        <text class="sign" x="{$x + 13}" y="{$y + 26}">⇢</text>
        <svg x="{$x + 30}" y="{$y}" width="{$box-width - 34}" height="{$box-height}">
          <text class="name" x="0" y="18">
            <xsl:variable name="title">
              <xsl:value-of select="@was-label"/>
              <xsl:if test="not(@was-label)"><xsl:apply-templates select="." mode="title"/></xsl:if>
            </xsl:variable>
            <xsl:call-template name="short">
              <xsl:with-param name="text" select="$title"/>
              <xsl:with-param name="most" select="26"/>
            </xsl:call-template>
          </text>
          <text class="about" x="0" y="33">
            <xsl:variable name="target">
              <xsl:text>left for </xsl:text><xsl:apply-templates select="key('place', @number)[1]" mode="address"/>
            </xsl:variable>
            <xsl:call-template name="short">
              <xsl:with-param name="text" select="$target"/>
              <xsl:with-param name="most" select="30"/>
            </xsl:call-template>
          </text>
        </svg>
      </g>
    </a>
  </xsl:template>

  <!-- All that is known of a device in one line -->
  <xsl:template name="tip">
    <xsl:apply-templates select="." mode="name"/>
    <xsl:if test="@model">, <xsl:value-of select="@model"/></xsl:if>
    <xsl:if test="@about">, <xsl:value-of select="@about"/></xsl:if>
    <xsl:if test="@state">: <xsl:value-of select="@state"/>
      <xsl:text> (</xsl:text>
      <xsl:call-template name="class-name"><xsl:with-param name="class" select="@class"/></xsl:call-template>
      <xsl:text>)</xsl:text>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
