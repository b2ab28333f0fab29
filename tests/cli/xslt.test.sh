#!/bin/sh
# canon --xslt: the sheet is applied first, and can touch nothing outside the document.
. "$(dirname "$0")/lib.sh"
guest one > "$work/one.xml"
sheet() {
    cat << XSL > "$work/sheet.xsl"
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
  $1
</xsl:stylesheet>
XSL
}

# As Terraform users do: one attribute changed, the rest as it was.
sheet '<xsl:template match="target/@dev"><xsl:attribute name="dev">sdz</xsl:attribute></xsl:template>'
expect 0 "$virtcanon" canon --xslt "$work/sheet.xsl" "$work/one.xml"
has "$work/out" "<address type='drive' controller='3' bus='0' target='0' unit='4'/>"
has "$work/out" "<!-- the small one -->"
expect 0 "$virtcanon" canon --in-place --xslt "$work/sheet.xsl" "$work/one.xml"
has "$work/one.xml" "dev='sdz'"

# A sheet that is none, cannot be read, stops, or gives nothing.
echo '<a/>' > "$work/none.xsl"
expect 2 "$virtcanon" canon --xslt "$work/none.xsl" "$work/one.xml"
expect 2 "$virtcanon" canon --xslt "$work/missing.xsl" "$work/one.xml"
echo '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:if/></xsl:stylesheet' \
    > "$work/broken.xsl"
expect 2 "$virtcanon" canon --xslt "$work/broken.xsl" "$work/one.xml"
sheet '<xsl:template match="domain"><xsl:message terminate="yes">not this guest</xsl:message></xsl:template>'
expect 1 "$virtcanon" canon --xslt "$work/sheet.xsl" "$work/one.xml"
has "$work/err" "not this guest"
sheet '<xsl:template match="/"/>'
expect 1 "$virtcanon" canon --xslt "$work/sheet.xsl" "$work/one.xml"

# Files are out of its reach.
echo '<secret>sesame</secret>' > "$work/secret.xml"
sheet "<xsl:template match='name'><name><xsl:value-of select=\"document('$work/secret.xml')\"/></name></xsl:template>"
"$virtcanon" canon --xslt "$work/sheet.xsl" "$work/one.xml" > "$work/out" 2> "$work/err"
lacks "$work/out" "sesame"
finish
