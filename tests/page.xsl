<?xml version="1.0" encoding="UTF-8"?>
<!-- What is wrong with a page of `virtcanon report`, one line each; nothing when it is right. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text"/>
  <xsl:key name="id" match="*[@id]" use="@id"/>

  <xsl:template match="/">
    <xsl:if test="not(/html/head/title) or not(//main) or count(//h1) != 1">no page&#10;</xsl:if>
    <xsl:if test="not(/html/head/meta[@http-equiv='Content-Security-Policy'][starts-with(@content, &quot;default-src 'none'&quot;)])">
      <xsl:text>no content security policy&#10;</xsl:text>
    </xsl:if>
    <xsl:for-each select="//*[@id][count(key('id', @id)) &gt; 1]">an id twice: <xsl:value-of select="@id"/><xsl:text>&#10;</xsl:text></xsl:for-each>
    <xsl:for-each select="//@href[not(starts-with(., '#')) or not(key('id', substring(., 2)))]">
      <xsl:text>a link to nowhere: </xsl:text><xsl:value-of select="."/><xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="//@aria-labelledby[not(key('id', .))]">no label: <xsl:value-of select="."/><xsl:text>&#10;</xsl:text></xsl:for-each>
    <xsl:for-each select="//script | //iframe | //object | //embed | //img | //link | //base | //form | //image | //foreignObject
                          | //@style | //@src | //@*[starts-with(name(), 'on')]">
      <xsl:text>not wanted: </xsl:text><xsl:value-of select="name()"/><xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="//*[not(node()) and not(self::meta) and not(ancestor-or-self::svg)]">
      <xsl:text>HTML would not end the empty element </xsl:text><xsl:value-of select="name()"/><xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:if test="contains(//style, '&lt;') or contains(//style, '&gt;') or contains(//style, '&amp;')">references in the style&#10;</xsl:if>
    <xsl:for-each select="//svg[not(ancestor::svg) and not(@aria-hidden) and not(@aria-label)]">a picture without a name&#10;</xsl:for-each>
    <xsl:for-each select="//section[not(@aria-labelledby)]">a section without a heading&#10;</xsl:for-each>
    <xsl:for-each select="//g[@data-device or @data-vcpu][not(title) or title = '']">a node without a title&#10;</xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
