<?xml version="1.0" encoding="UTF-8"?>
<!-- Words of the report: names of classes, amounts, what devices are called. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template name="class-name">
    <xsl:param name="class"/>
    <xsl:choose>
      <xsl:when test="$class = 'guest'">guest ABI</xsl:when>
      <xsl:when test="$class = 'unwritten'">left open</xsl:when>
      <xsl:when test="$class = 'accepted'">guest can notice</xsl:when>
      <xsl:when test="$class = 'host'">host side</xsl:when>
      <xsl:when test="$class = 'info'">information</xsl:when>
      <xsl:otherwise><xsl:value-of select="$class"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "4 GiB" of a number of KiB -->
  <xsl:template name="memory">
    <xsl:param name="kib"/>
    <xsl:choose>
      <xsl:when test="$kib &gt;= 1048576 and $kib mod 1048576 = 0"><xsl:value-of select="$kib div 1048576"/> GiB</xsl:when>
      <xsl:when test="$kib &gt;= 10485760">
        <xsl:value-of select="format-number($kib div 1048576, '0.##')"/> GiB</xsl:when>
      <xsl:when test="$kib &gt;= 1024"><xsl:value-of select="format-number($kib div 1024, '0.##')"/> MiB</xsl:when>
      <xsl:when test="string($kib)"><xsl:value-of select="$kib"/> KiB</xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="guest" mode="machine">
    <xsl:value-of select="@machine"/>
    <xsl:if test="@machine and @arch">, </xsl:if>
    <xsl:value-of select="@arch"/>
    <xsl:if test="@machine or @arch">, </xsl:if>
    <xsl:value-of select="@virt"/>
    <xsl:if test="@os and @os != 'hvm'"> (<xsl:value-of select="@os"/>)</xsl:if>
  </xsl:template>

  <xsl:template match="guest" mode="vcpus">
    <xsl:choose>
      <xsl:when test="@current-vcpus">
        <xsl:value-of select="@current-vcpus"/> of <xsl:value-of select="@vcpus"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="@vcpus"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="guest" mode="memory">
    <xsl:call-template name="memory"><xsl:with-param name="kib" select="@memory"/></xsl:call-template>
    <xsl:if test="@current-memory and @current-memory != @memory">
      <xsl:text>, balloon at </xsl:text>
      <xsl:call-template name="memory"><xsl:with-param name="kib" select="@current-memory"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@maximum-memory">
      <xsl:text>, up to </xsl:text>
      <xsl:call-template name="memory"><xsl:with-param name="kib" select="@maximum-memory"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="guest" mode="firmware">
    <xsl:choose>
      <xsl:when test="firmware/@kind = 'efi'">UEFI</xsl:when>
      <xsl:when test="firmware/@kind = 'bios'">BIOS</xsl:when>
      <xsl:when test="firmware/@kind = 'kernel'">starts a kernel</xsl:when>
      <xsl:when test="firmware/@kind = 'loader'">loader</xsl:when>
      <xsl:otherwise>default of the machine</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="firmware/@secure = 'yes'"> with Secure Boot</xsl:if>
    <xsl:if test="firmware/path">: <xsl:value-of select="firmware/path"/></xsl:if>
  </xsl:template>

  <!-- "disk vda" -->
  <xsl:template match="device" mode="name">
    <xsl:value-of select="@kind"/>
    <xsl:if test="@was-label"><xsl:text> </xsl:text><xsl:value-of select="@was-label"/> →</xsl:if>
    <xsl:if test="@label"><xsl:text> </xsl:text><xsl:value-of select="@label"/></xsl:if>
  </xsl:template>

  <!-- One line of a box: what it is called, and what it is -->
  <xsl:template match="device" mode="title">
    <xsl:choose>
      <xsl:when test="@label"><xsl:value-of select="@label"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@kind"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="device" mode="kind">
    <xsl:choose>
      <xsl:when test="@kind = 'controller' and @model"><xsl:value-of select="@model"/></xsl:when>
      <xsl:when test="not(@label) and @model">
        <xsl:value-of select="@model"/>
        <xsl:if test="@kind = 'memory'">
          <xsl:text>, </xsl:text>
          <xsl:call-template name="memory"><xsl:with-param name="kib" select="substring-before(@about, ' KiB')"/></xsl:call-template>
        </xsl:if>
      </xsl:when>
      <xsl:when test="@model">
        <xsl:apply-templates select="." mode="sort"/>, <xsl:value-of select="@model"/>
      </xsl:when>
      <xsl:when test="@label"><xsl:apply-templates select="." mode="sort"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@about"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="device" mode="sort">
    <xsl:choose>
      <xsl:when test="@type and @type != 'disk'"><xsl:value-of select="@type"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@kind"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A text of at most so many characters -->
  <xsl:template name="short">
    <xsl:param name="text"/>
    <xsl:param name="most"/>
    <xsl:choose>
      <xsl:when test="string-length($text) &gt; $most">
        <xsl:value-of select="substring($text, 1, $most - 1)"/><xsl:text>…</xsl:text>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "PCI bus 2, 00.0" -->
  <xsl:template match="place" mode="address">
    <xsl:variable name="bus" select="ancestor::bus[1]"/>
    <xsl:choose>
      <xsl:when test="$bus/@kind = 'pci'">PCI bus <xsl:value-of select="$bus/@index"/>, <xsl:value-of select="@at"/></xsl:when>
      <xsl:when test="$bus/@kind = 'ccw'">CCW <xsl:value-of select="@at"/></xsl:when>
      <xsl:when test="$bus/@kind = 'usb'">USB bus <xsl:value-of select="$bus/@index"/>, port <xsl:value-of select="@at"/></xsl:when>
      <xsl:when test="$bus/@kind = 'virtio-serial'">
        <xsl:text>virtio-serial </xsl:text><xsl:value-of select="$bus/@index"/>, port <xsl:value-of select="@at"/>
      </xsl:when>
      <xsl:when test="$bus/@kind = 'dimm' or $bus/@kind = 'ccid'">
        <xsl:value-of select="$bus/@kind"/> slot <xsl:value-of select="@at"/>
      </xsl:when>
      <xsl:when test="parent::bus/parent::tree/@family = 'storage'">
        <xsl:value-of select="$bus/@kind"/><xsl:text> </xsl:text><xsl:value-of select="$bus/@index"/>
        <xsl:text>, unit </xsl:text><xsl:value-of select="@at"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$bus/@kind"/><xsl:text> </xsl:text><xsl:value-of select="@at"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
