<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of a report (docs/report.md): one file for a browser that reads it as HTML, and well-formed XML for tools.
     So no element but HTML's void ones and SVG's may be empty. No text of a document gets into a style or an address. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="report-words.xsl"/>
  <xsl:include href="report-style.xsl"/>
  <xsl:include href="report-changes.xsl"/>
  <xsl:include href="report-marks.xsl"/>
  <xsl:include href="report-trees.xsl"/>
  <xsl:include href="report-numa.xsl"/>
  <xsl:include href="report-tables.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" omit-xml-declaration="yes"/>

  <xsl:key name="device" match="/report/devices/device" use="@number"/>
  <xsl:key name="group" match="/report/changes/group" use="@number"/>
  <!-- where a device is now; where a disk stands in the list of its kind says nothing of its address -->
  <xsl:key name="place" match="place[not(@left) and ancestor::bus[1]/@index]" use="@device"/>

  <xsl:key name="left" match="place[@left]" use="@device"/>

  <xsl:variable name="old" select="/report/guest[@side='old']"/>
  <xsl:variable name="new" select="/report/guest[@side='new']"/>
  <xsl:variable name="changes" select="/report/changes"/>

  <xsl:template match="/report">
    <xsl:variable name="heading">
      <xsl:choose>
        <xsl:when test="$changes">Change of guest </xsl:when>
        <xsl:otherwise>Guest </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="$new/name"/>
    </xsl:variable>
    <xsl:text disable-output-escaping="yes">&lt;!DOCTYPE html&gt;&#10;</xsl:text>
    <html lang="en">
      <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy"
              content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="referrer" content="no-referrer"/>
        <meta name="generator" content="{@generator}"/>
        <title><xsl:value-of select="$heading"/></title>
        <style><xsl:call-template name="style"/></style>
      </head>
      <body>
        <xsl:call-template name="icons"/>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <p class="eyebrow">
            <xsl:choose>
              <xsl:when test="$changes">Change report</xsl:when>
              <xsl:otherwise>Guest report</xsl:otherwise>
            </xsl:choose>
          </p>
          <h1><xsl:value-of select="$new/name"/></h1>
          <xsl:if test="string($new/title)"><p class="lead"><xsl:value-of select="$new/title"/></p></xsl:if>
          <xsl:call-template name="files"/>
        </header>
        <main id="main">
          <xsl:apply-templates select="$changes" mode="verdict"/>
          <xsl:call-template name="facts"/>
          <xsl:call-template name="contents"/>
          <xsl:apply-templates select="$changes"/>
          <xsl:if test="$changes"><xsl:call-template name="legend"/></xsl:if>
          <xsl:apply-templates select="tree[@family='ccw']"/>
          <xsl:apply-templates select="tree[@family='pci']"/>
          <xsl:call-template name="storage"/>
          <xsl:apply-templates select="numa"/>
          <xsl:call-template name="other-trees"/>
          <xsl:apply-templates select="devices"/>
          <xsl:apply-templates select="needs[need]"/>
          <xsl:apply-templates select="sections"/>
        </main>
        <footer>
          <p>
            <xsl:text>Made by </xsl:text><xsl:value-of select="@generator"/>
            <xsl:text> from the canonical form of the domain documents: with all the devices, addresses and defaults that
              libvirt would fill in. This page loads nothing and runs nothing.</xsl:text>
          </p>
        </footer>
      </body>
    </html>
  </xsl:template>

  <!-- === head of the page ========================================================================================= -->

  <xsl:template name="files">
    <p class="files">
      <xsl:if test="$old"><code><xsl:value-of select="$old/file"/></code><span class="arrow"> → </span></xsl:if>
      <code><xsl:value-of select="$new/file"/></code>
    </p>
  </xsl:template>

  <xsl:template match="changes" mode="verdict">
    <xsl:variable name="noticed" select="sum(count[@class='accepted']/@changes)"/>
    <xsl:variable name="refused" select="count[@class='guest' or @class='identity' or @class='unwritten'][@changes &gt; 0][1]/@class"/>
    <div>
      <xsl:attribute name="class">
        <xsl:text>verdict </xsl:text>
        <xsl:value-of select="@verdict"/>
        <xsl:if test="@verdict = 'safe' and $noticed &gt; 0"> warned</xsl:if>
      </xsl:attribute>
      <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
        <xsl:choose>
          <xsl:when test="@verdict = 'differs'">
            <path class="sign" d="M15 2h18l13 13v18L33 46H15L2 33V15z"/>
            <path class="stroke" d="M16 16l16 16M32 16L16 32"/>
          </xsl:when>
          <xsl:when test="$noticed &gt; 0">
            <path class="sign" d="M24 3l22 41H2z"/>
            <path class="stroke" d="M24 18v13M24 36.5v.5"/>
          </xsl:when>
          <xsl:otherwise>
            <circle class="sign" cx="24" cy="24" r="22"/>
            <path class="stroke" d="M14 25l7 7 14-15"/>
          </xsl:otherwise>
        </xsl:choose>
      </svg>
      <div>
        <p class="answer">
          <xsl:choose>
            <xsl:when test="$refused = 'guest'">The guest ABI differs</xsl:when>
            <xsl:when test="$refused = 'identity'">Another guest: its name or UUID differs</xsl:when>
            <xsl:when test="$refused">An address is left open</xsl:when>
            <xsl:when test="@verdict = 'same'">Nothing changes</xsl:when>
            <xsl:when test="$noticed &gt; 0">Safe, but the guest can notice it</xsl:when>
            <xsl:otherwise>Safe: the guest ABI stays the same</xsl:otherwise>
          </xsl:choose>
        </p>
        <p>
          <xsl:choose>
            <xsl:when test="$refused = 'identity'">The hardware stays the same, but libvirt takes a guest with another name or UUID for
              another guest.</xsl:when>
            <xsl:when test="$refused = 'unwritten'">The new document leaves an address open that the old one writes. libvirt chooses none when
              it goes on with a saved or migrating guest, and refuses it.</xsl:when>
            <xsl:when test="$refused">libvirt would refuse to restore a saved guest or to migrate a running one
              from the old document to the new one. After a restart the guest finds other hardware.</xsl:when>
            <xsl:when test="@verdict = 'same'">Both documents stand for the same guest, to the last value.</xsl:when>
            <xsl:when test="$noticed &gt; 0">libvirt would go on with a saved or migrating guest, but some of these changes can be
              seen from inside.</xsl:when>
            <xsl:otherwise>A saved or migrating guest goes on and sees the same hardware.</xsl:otherwise>
          </xsl:choose>
        </p>
        <xsl:if test="group">
          <ul class="counts">
            <xsl:for-each select="count[@changes &gt; 0]">
              <li class="pill {@class}">
                <strong><xsl:value-of select="@changes"/></strong>
                <xsl:text> </xsl:text>
                <xsl:call-template name="class-name"><xsl:with-param name="class" select="@class"/></xsl:call-template>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:if>
      </div>
    </div>
  </xsl:template>

  <!-- A fact with what it was before. -->
  <xsl:template name="fact">
    <xsl:param name="name"/>
    <xsl:param name="was"/>
    <xsl:param name="is"/>
    <xsl:if test="string($is) or string($was)">
      <div class="fact">
        <dt><xsl:value-of select="$name"/></dt>
        <dd>
          <xsl:call-template name="step">
            <xsl:with-param name="was" select="$was"/>
            <xsl:with-param name="is" select="$is"/>
          </xsl:call-template>
        </dd>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="step">
    <xsl:param name="was"/>
    <xsl:param name="is"/>
    <xsl:choose>
      <xsl:when test="$changes and string($was) != string($is)">
        <xsl:if test="string($was)"><del><xsl:value-of select="$was"/></del></xsl:if>
        <xsl:if test="string($was) and string($is)"><span class="arrow"> → </span></xsl:if>
        <xsl:if test="string($is)"><ins><xsl:value-of select="$is"/></ins></xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$is"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="facts">
    <section aria-labelledby="summary">
      <h2 id="summary">Summary</h2>
      <dl class="facts">
        <xsl:call-template name="fact">
          <xsl:with-param name="name">Name</xsl:with-param>
          <xsl:with-param name="was" select="$old/name"/>
          <xsl:with-param name="is" select="$new/name"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="name">Machine</xsl:with-param>
          <xsl:with-param name="was"><xsl:apply-templates select="$old" mode="machine"/></xsl:with-param>
          <xsl:with-param name="is"><xsl:apply-templates select="$new" mode="machine"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="name">vCPUs</xsl:with-param>
          <xsl:with-param name="was"><xsl:apply-templates select="$old" mode="vcpus"/></xsl:with-param>
          <xsl:with-param name="is"><xsl:apply-templates select="$new" mode="vcpus"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="name">Memory</xsl:with-param>
          <xsl:with-param name="was"><xsl:apply-templates select="$old" mode="memory"/></xsl:with-param>
          <xsl:with-param name="is"><xsl:apply-templates select="$new" mode="memory"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="name">Processor</xsl:with-param>
          <xsl:with-param name="was" select="$old/@cpu"/>
          <xsl:with-param name="is" select="$new/@cpu"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="name">Firmware</xsl:with-param>
          <xsl:with-param name="was"><xsl:apply-templates select="$old" mode="firmware"/></xsl:with-param>
          <xsl:with-param name="is"><xsl:apply-templates select="$new" mode="firmware"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="name">Host profile</xsl:with-param>
          <xsl:with-param name="was" select="$old/@host"/>
          <xsl:with-param name="is" select="$new/@host"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="name">UUID</xsl:with-param>
          <xsl:with-param name="was" select="$old/@uuid"/>
          <xsl:with-param name="is" select="$new/@uuid"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="name">Fingerprint of the guest ABI</xsl:with-param>
          <xsl:with-param name="was" select="$old/@fingerprint"/>
          <xsl:with-param name="is" select="$new/@fingerprint"/>
        </xsl:call-template>
      </dl>
      <xsl:if test="string($new/description)">
        <p class="description"><xsl:value-of select="$new/description"/></p>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="contents">
    <nav aria-label="Contents">
      <ul>
        <xsl:if test="$changes/group"><li><a href="#changes">Changes</a></li></xsl:if>
        <xsl:if test="tree[@family='ccw']"><li><a href="#ccw">Channel subsystem</a></li></xsl:if>
        <xsl:if test="tree[@family='pci']"><li><a href="#pci">PCI</a></li></xsl:if>
        <xsl:if test="tree[@family='storage']"><li><a href="#storage">Disks</a></li></xsl:if>
        <li><a href="#numa">Processors and memory</a></li>
        <xsl:if test="tree[@family != 'pci' and @family != 'ccw' and @family != 'storage']"><li><a href="#buses">Other buses</a></li></xsl:if>
        <xsl:if test="devices/device"><li><a href="#devices">Devices</a></li></xsl:if>
        <xsl:if test="needs/need"><li><a href="#needs">Migration</a></li></xsl:if>
        <li><a href="#settings">Settings</a></li>
      </ul>
    </nav>
  </xsl:template>
</xsl:stylesheet>
