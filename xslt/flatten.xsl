<?xml version="1.0" encoding="UTF-8"?>
<!-- Makes one stylesheet of one that includes others, for the program, which reads no files. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:strip-space elements="xsl:stylesheet"/>

  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>

  <xsl:template match="comment()"/>

  <xsl:template match="xsl:include">
    <xsl:apply-templates select="document(@href)/xsl:stylesheet/node()"/>
  </xsl:template>
</xsl:stylesheet>
