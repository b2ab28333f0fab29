<?xml version="1.0" encoding="UTF-8"?>
<!-- The NUMA nodes of `virsh capabilities` as lines of a host profile (docs/host-profiles.md). -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0">
  <xsl:output method="text"/>

  <xsl:template match="/">
    <xsl:for-each select="/capabilities/host/topology/cells/cell">
      <xsl:value-of select="concat('node ', @id, ' cpus=')"/>
      <xsl:for-each select="cpus/cpu">
        <xsl:if test="position() &gt; 1">,</xsl:if>
        <xsl:value-of select="@id"/>
      </xsl:for-each>
      <xsl:value-of select="concat(' memory=', memory, '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
