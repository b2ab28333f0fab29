<?xml version="1.0"?>
<!-- Lists the places of the compiled schema whose differences libvirt accepts: PARENT/NAME, one a line. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text"/>
  <xsl:key name="slot" match="/schema/*[@slot]" use="@slot"/>
  <xsl:template match="/schema">
    <xsl:for-each select="*/member[key('slot', @slot)/@class = 'accepted'][../@class != 'accepted']">
      <xsl:value-of select="../@name"/>
      <xsl:text>/</xsl:text>
      <xsl:if test="name(key('slot', @slot)) = 'attribute'">@</xsl:if>
      <xsl:value-of select="@name"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
