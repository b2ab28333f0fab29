# virtcanon: library, command, schema compiler. Everything generated goes to $(BUILD).
#
#   make demo     dependencies, build, then an example guest and what was decided about it
#   make check    dependencies, build, all tests
#   make check-html   reports in headless Chromium
#   make check-cpu    CPU models against a real QEMU and libvirt
#   make all | bench | conformance | asan | valgrind | fuzz | lint | clean
#   make install  [DESTDIR=] [PREFIX=/usr/local] [LIBDIR=]
#   make deps     Debian packages that are missing (as root, or with sudo)

VERSION   := 0.1.0
SOVERSION := 0
BUILD     ?= build
PREFIX    ?= /usr/local
LIBDIR    ?= $(PREFIX)/lib
CC        := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS    ?= -O2 -g
OBJCOPY   ?= objcopy
Q         := $(if $(V),,@)
GEN       := $(BUILD)/gen
SONAME    := libvirtcanon.so.$(SOVERSION)

PACKAGES := gcc make pkg-config libc6-dev libxml2-dev libxslt1-dev libpcre2-dev libjson-c-dev libmd-dev \
            libcmocka-dev libxml2-utils xsltproc diffutils \
            zlib1g-dev liblzma-dev

MODULES := libxml-2.0 libxslt json-c libpcre2-8 libmd

# Only when something is to be compiled: before `make deps` there is no pkg-config to ask.
PC_CFLAGS = $(eval PC_CFLAGS := $(shell pkg-config --cflags $(MODULES)))$(PC_CFLAGS)
PC_LIBS   = $(eval PC_LIBS := $(shell pkg-config --libs $(MODULES)))$(PC_LIBS)

WARN       := -Wall -Wextra -Werror
ALL_CFLAGS  = -std=c11 $(WARN) $(CFLAGS) -fPIC -fvisibility=hidden -MMD -MP -D_GNU_SOURCE -I$(GEN) -Isrc \
              -DVIRTCANON_VERSION='"$(VERSION)"' $(PC_CFLAGS)

# --- sources --------------------------------------------------------------------------------------------------------

# One list a folder, names without their ending. A source that no list names stops the build.
API     := virtcanon virtcanon_check virtcanon_cpu virtcanon_diff virtcanon_hotplug virtcanon_host virtcanon_pin virtcanon_policy \
           virtcanon_report virtcanon_schema
BASE    := arena buf cpuset diag nearest scale seen
XML     := encoding edit load place relaxng scan span tree write xpath xslt
RNG     := accept match mend value
SCHEMA  := bind order
VALID   := places recovery stray suspect validate words wrong
HOST    := arch embedded facts facts_caps facts_cpu firmware firmware_dirs import json names nodes pci_devices \
           probe profile profile_read profile_write qmp_process qmp_replies qmp_schema show text_file
CPU     := cpu data form_qemu form_vmware form_xen list local near ppc64 qemu read rules simple tables write \
           x86_baseline x86_compare x86_costs x86_decode x86_guest x86_live x86_sets
ADDR    := ccw drive idset pci pci_grow slots usb virtio_serial zpci
CANON   := amount arrange canon claims controller decide device disk driver explain machine pass_abilities pass_address_check pass_address_parts pass_audio \
           pass_boot pass_channel pass_chardev pass_clock pass_console pass_controller_add \
           pass_controller_check pass_controller_model pass_controller_order pass_controller_unique \
           pass_cpu pass_cputune pass_device_info pass_device_units pass_device_unread pass_disk_check \
           pass_disk_check_qemu pass_disk_check_source pass_disk_driver pass_disk_order pass_disk_place pass_disk_source \
           pass_features pass_twice pass_filesystem pass_firmware pass_graphics pass_hostdev \
           pass_identity pass_input pass_interface pass_interface_check pass_interface_ip pass_iothread_map pass_iothreads \
           pass_layout pass_lifecycle pass_machine pass_memory pass_memory_device pass_namespaces \
           pass_numa_cells pass_numa_links pass_numatune pass_nvram pass_offers pass_panic pass_pci_address pass_pci_controller \
           pass_redirdev pass_required pass_resctrl pass_secrets pass_security pass_serial pass_shmem \
           pass_small_devices pass_smartcard pass_spell pass_sysinfo pass_teaming pass_throttle pass_tpm pass_tune pass_unread \
           pass_usb_address pass_vcpu pass_video pass_virtio_address pass_watchdog pass_xen pci_board \
           pci_controllers pci_guest pci_need pci_plan pci_serve pci_zpci
PIN     := edit find layout style
ABI     := compare fingerprint guest kin migration pair path reason special
REPORT  := devices groups guest numa out report settings trees trees_write
HOTPLUG := allowed change find plug
CHECK   := across despite policy policy_apply review start start_bus start_cpu start_disk start_display start_memory \
           start_network start_ports warn_cpu warn_device warn_disk warn_host warn_machine warn_memory
CLI     := cmd_canon cmd_cpu cmd_diff cmd_host cmd_id cmd_pin cmd_plug cmd_report cmd_validate commands compared cpu_matrix cpus decisions \
           diff_json diff_sarif escape explain files format_github format_json format_junit format_sarif \
           format_text json main messages nearest options report sarif schema_path unified walk
RNGC    := atoms check emit_atoms emit_automata emit_docs emit_flat emit_index emit_patterns emit_tables \
           guards main matchable members merge notes pats read regex slots types util
HOSTGEN := embed hostgen
CPUGEN  := cpugen emit features models news rows
CPU_TABLES := x86-features x86-models
UNIT    := addr_other addr_pci bind cpu host report schema validate
SCHEMA_TOP := address capabilities clock cpu devices domain features hyperv hypervisor init lifecycle \
              memory numa os security sysinfo throttle tune types vcpu
SCHEMA_DEVICES := audio chardev chardev-source controller crypto disk disk-parts emulator filesystem \
                  graphics hostdev hub input interface interface-driver interface-parts interface-source \
                  iommu lease memballoon memory nvram panic pstore redirdev rng rom shmem smartcard sound \
                  storage-network storage-source tpm video vsock watchdog
PROFILES := qemu-10.0-s390x qemu-10.0-x86_64 qemu-6.2-x86_64 qemu-7.1-ppc64 qemu-7.2-ppc qemu-7.2-x86_64 \
            qemu-8.0-x86_64 qemu-8.1-x86_64 qemu-8.2-aarch64 qemu-8.2-armv7l qemu-8.2-loongarch64 \
            qemu-9.0-sparc qemu-9.0-x86_64 qemu-9.1-riscv64 qemu-9.1-x86_64

LIB_SRC  := $(API:%=src/%.c) $(BASE:%=src/base/%.c) $(XML:%=src/xml/%.c) $(RNG:%=src/rng/%.c) \
            $(SCHEMA:%=src/schema/%.c) $(VALID:%=src/valid/%.c) $(HOST:%=src/host/%.c) $(CPU:%=src/cpu/%.c) \
            $(ADDR:%=src/addr/%.c) $(CANON:%=src/canon/%.c) $(PIN:%=src/pin/%.c) $(ABI:%=src/abi/%.c) $(CHECK:%=src/check/%.c) \
            $(HOTPLUG:%=src/hotplug/%.c) $(REPORT:%=src/report/%.c)
CLI_SRC  := $(CLI:%=src/cli/%.c) src/base/nearest.c
RNGC_SRC := $(RNGC:%=tools/rngc/%.c)
HOSTGEN_SRC := $(HOSTGEN:%=tools/hostgen/%.c) src/base/arena.c src/base/buf.c \
               $(patsubst %,src/host/%.c,$(filter-out embedded show,$(HOST)))
CPUGEN_SRC := $(CPUGEN:%=tools/cpugen/%.c) src/base/buf.c \
              $(patsubst %,src/host/%.c,json qmp_process qmp_replies text_file)
CPU_DATA := $(CPU_TABLES:%=data/cpu/%.cpu)
SCHEMAS  := $(SCHEMA_TOP:%=schemas/%.rng) $(SCHEMA_DEVICES:%=schemas/devices/%.rng)
HOSTS    := $(PROFILES:%=hosts/%.host)
UNITS    := $(UNIT:%=tests/unit_%.c)
CASES    := $(sort $(wildcard tests/data/*/))

UNLISTED := $(filter-out $(LIB_SRC) $(CLI_SRC) $(RNGC_SRC) $(HOSTGEN_SRC) $(CPUGEN_SRC) $(SCHEMAS) $(HOSTS) $(CPU_DATA) $(UNITS), \
    $(wildcard src/*.c src/*/*.c tools/rngc/*.c tools/hostgen/*.c tools/cpugen/*.c \
    schemas/*.rng schemas/*/*.rng hosts/*.host data/cpu/*.cpu tests/unit_*.c))
$(if $(UNLISTED),$(error in no list of the Makefile: $(UNLISTED)))

LIB_OBJ   = $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN)/schema_tables.o $(GEN)/patterns.o $(GEN)/hosts.o $(GEN)/cpu_tables.o \
            $(EXTRA_OBJ)
CLI_OBJ  := $(CLI_SRC:%.c=$(BUILD)/%.o)
RNGC_OBJ := $(RNGC_SRC:%.c=$(BUILD)/%.o)
HOSTGEN_OBJ := $(HOSTGEN_SRC:%.c=$(BUILD)/%.o)
CPUGEN_OBJ := $(CPUGEN_SRC:%.c=$(BUILD)/%.o)
TREES    := $(BUILD)/tests/shuffle.o $(BUILD)/tests/mutate.o $(BUILD)/tests/grow.o $(BUILD)/tests/pool.o
UNIT_BIN := $(UNITS:tests/%.c=$(BUILD)/tests/%)

.PHONY: all deps demo check check-only check-cpu check-html bench conformance install asan valgrind fuzz lint clean
all: $(BUILD)/virtcanon $(BUILD)/$(SONAME) $(BUILD)/manual.html $(BUILD)/virtcanon-rules.7 $(BUILD)/virtcanon.bash

# The tools that generate code leave their memory to the end of the process: not to be reported by `make asan`.
ONCE := ASAN_OPTIONS=detect_leaks=0

# --- schema ---------------------------------------------------------------------------------------------------------

$(BUILD)/rngc: $(RNGC_OBJ)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS)

$(GEN)/schema_tables.c: $(BUILD)/rngc $(SCHEMAS)
	@echo "  RNGC  $(GEN)"
	$(Q)mkdir -p $(GEN) && $(ONCE) $(BUILD)/rngc -o $(GEN) --flat $(GEN)/domain.rng schemas/domain.rng
$(GEN)/atoms.h $(GEN)/domain.rng $(GEN)/patterns.c: $(GEN)/schema_tables.c ;

# --- host profiles --------------------------------------------------------------------------------------------------

$(BUILD)/hostgen: $(HOSTGEN_OBJ)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS)

$(GEN)/hosts.c: $(BUILD)/hostgen $(HOSTS)
	@echo "  HOSTS $(GEN)"
	$(Q)mkdir -p $(GEN) && $(BUILD)/hostgen embed $(HOSTS) > $@.new && mv $@.new $@

# --- CPU models -----------------------------------------------------------------------------------------------------

$(BUILD)/cpugen: $(CPUGEN_OBJ)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS)

$(GEN)/cpu_tables.c: $(BUILD)/cpugen $(CPU_DATA)
	@echo "  CPUS  $(GEN)"
	$(Q)mkdir -p $(GEN) && $(ONCE) $(BUILD)/cpugen tables $(CPU_DATA) > $@.new && mv $@.new $@

# --- stylesheet of the report ---------------------------------------------------------------------------------------

SHEETS := xslt/report.xsl $(wildcard xslt/report-*.xsl)

# One text of all parts, as a C string.
$(GEN)/report_sheet.h: xslt/flatten.xsl $(SHEETS)
	@echo "  SHEET $@"
	$(Q)mkdir -p $(GEN) && xsltproc --nonet xslt/flatten.xsl xslt/report.xsl > $(GEN)/report.xsl
	$(Q){ echo 'static const char report_sheet[] ='; sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $(GEN)/report.xsl; echo ';'; } > $@

$(BUILD)/src/virtcanon_report.o: | $(GEN)/report_sheet.h

# --- objects --------------------------------------------------------------------------------------------------------

# What includes generated headers waits for them; afterwards the compiler's own lists of headers say what to remake.
$(LIB_OBJ) $(UNITS:%.c=$(BUILD)/%.o) $(TREES) $(BUILD)/tools/fuzz/same.o: | $(GEN)/atoms.h

$(GEN)/%.o: $(GEN)/%.c
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/%.o: %.c Makefile
	@echo "  CC    $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -c -o $@ $<

# --- products -------------------------------------------------------------------------------------------------------

$(BUILD)/$(SONAME): $(LIB_OBJ) src/virtcanon.map
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=src/virtcanon.map -Wl,--no-undefined \
	    -Wl,--as-needed -o $@ $(LIB_OBJ) $(PC_LIBS)
	$(Q)ln -sf $(SONAME) $(BUILD)/libvirtcanon.so

# One object without the names that are not public, so that whoever links it may use them for something else.
$(BUILD)/libvirtcanon.a: $(LIB_OBJ)
	@echo "  AR    $@"
	$(Q)$(LD) -r -o $(BUILD)/whole.o $(LIB_OBJ) && $(OBJCOPY) --localize-hidden $(BUILD)/whole.o
	$(Q)rm -f $@ && $(AR) rcs $@ $(BUILD)/whole.o && rm $(BUILD)/whole.o

# The command holds the library: it starts faster than with the shared one, and can be copied anywhere.
$(BUILD)/virtcanon: $(CLI_OBJ) $(BUILD)/libvirtcanon.a
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) -o $@ $^ -Wl,--as-needed $(PC_LIBS)

# Made anew each time: PREFIX may be another one.
.PHONY: $(BUILD)/virtcanon.pc
$(BUILD)/virtcanon.pc:
	$(Q)mkdir -p $(@D) && printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$${prefix}/include' '' \
	    'Name: virtcanon' 'Description: Canonical form of libvirt domain documents' 'Version: $(VERSION)' \
	    'Requires.private: $(MODULES)' 'Libs: -L$${libdir} -lvirtcanon' 'Cflags: -I$${includedir}' > $@

$(BUILD)/manual.html: xslt/manual.xsl $(GEN)/schema_tables.c
	$(Q)xsltproc --nonet -o $@ $< $(GEN)/docs.xml

RULES := src/base/of_host.def src/base/diag.def src/base/start.def src/base/warnings.def src/base/warnings_across.def
$(BUILD)/virtcanon-rules.7: tools/rules-manual $(RULES)
	$(Q)tools/rules-manual $(RULES) > $@

$(BUILD)/virtcanon.bash: tools/bash-completion $(BUILD)/virtcanon
	$(Q)$(ONCE) sh tools/bash-completion $(BUILD)/virtcanon > $@.new && mv $@.new $@

# --- tests ----------------------------------------------------------------------------------------------------------

$(BUILD)/tests/cases $(BUILD)/tests/properties $(BUILD)/tests/differences $(BUILD)/tests/plugs: \
     $(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/tests/files.o $(BUILD)/tests/shuffle.o $(LIB_OBJ)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS)
$(BUILD)/tests/properties: $(BUILD)/tests/restyle.o

$(BUILD)/tests/differential: $(BUILD)/tests/differential.o $(BUILD)/tests/files.o $(TREES) $(LIB_OBJ)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS)

$(BUILD)/tests/replay: $(BUILD)/tools/fuzz/replay.o $(BUILD)/tools/fuzz/fuzz_canon.o $(BUILD)/tools/fuzz/same.o \
                       $(BUILD)/tests/files.o $(LIB_OBJ)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS)

$(UNIT_BIN): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(LIB_OBJ)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS) -lcmocka

check: deps
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) check-only

check-only: all $(BUILD)/tests/cases $(BUILD)/tests/properties $(BUILD)/tests/differences $(BUILD)/tests/plugs $(BUILD)/tests/differential $(BUILD)/tests/replay $(UNIT_BIN)
	$(Q)BUILD=$(BUILD) CASES='$(CASES)' UNITS='$(UNIT_BIN)' sh tests/run

# The pages of reports in headless Chromium (Debian: chromium-driver, curl); pictures of them stay in $(BUILD)/html.
check-html: all
	$(Q)BUILD=$(BUILD) sh tests/html/run.sh

# With a real QEMU and a real libvirt, where they are installed.
check-cpu: all
	$(Q)BUILD=$(BUILD) sh tests/cpu/real.sh

# --- use ------------------------------------------------------------------------------------------------------------

demo: deps
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) all
	$(Q)sh tools/demo $(BUILD)/virtcanon

$(BUILD)/bench: $(BUILD)/tools/bench/bench.o $(BUILD)/$(SONAME)
	$(Q)$(CC) $(CFLAGS) -o $@ $< -L$(BUILD) -lvirtcanon -Wl,-rpath,'$$ORIGIN' $(PC_LIBS)

bench: all $(BUILD)/bench
	$(Q)sh tools/bench/run $(BUILD)

# libvirt's own test cases: those in LIBVIRT (a tree of its source, or `debian` for the package), or what can be found.
conformance: all
	$(Q)sh tools/conformance/run $(BUILD) docs/parity.md $(LIBVIRT)

asan:
	$(Q)$(MAKE) --no-print-directory BUILD=build-asan check-only \
	    CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

valgrind: all
	$(Q)sh tests/valgrind $(BUILD)

# libFuzzer over all that reads documents; seeds are the golden cases, their first byte says which options.
FUZZ := fuzz_canon mutator same
$(BUILD)/fuzz_canon: $(FUZZ:%=$(BUILD)/tools/fuzz/%.o) $(TREES) $(LIB_OBJ)
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(PC_LIBS)

FUZZ_SECONDS ?= 60
fuzz:
	$(Q)$(MAKE) --no-print-directory BUILD=build-fuzz CC=clang build-fuzz/fuzz_canon \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'
	$(Q)sh tools/fuzz/run build-fuzz $(FUZZ_SECONDS)

lint:
	$(Q)sh tools/check-layers
	$(Q)$(MAKE) --no-print-directory BUILD=build-clang CC=clang all

# Debian's packages that dpkg does not know as installed; nothing is asked of the network when all are there.
deps:
	$(Q)missing=; for p in $(PACKAGES); do \
	    dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	    echo "  APT  $$missing"; sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    $$sudo env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -qq && \
	        apt-get install -qq -y --no-install-recommends $$missing" >/dev/null; \
	fi

install: all $(BUILD)/virtcanon.pc
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(PREFIX)/include \
	    $(DESTDIR)$(PREFIX)/share/virtcanon $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/man7 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(BUILD)/virtcanon $(DESTDIR)$(PREFIX)/bin/virtcanon
	install -m 755 $(BUILD)/$(SONAME) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libvirtcanon.so
	install -m 644 $(BUILD)/libvirtcanon.a $(DESTDIR)$(LIBDIR)/libvirtcanon.a
	install -m 644 src/virtcanon.h $(DESTDIR)$(PREFIX)/include/virtcanon.h
	install -m 644 $(BUILD)/virtcanon.pc $(DESTDIR)$(LIBDIR)/pkgconfig/virtcanon.pc
	install -m 644 $(GEN)/domain.rng $(DESTDIR)$(PREFIX)/share/virtcanon/domain.rng
	install -m 644 docs/json/*.schema.json $(DESTDIR)$(PREFIX)/share/virtcanon
	install -m 644 $(BUILD)/manual.html $(DESTDIR)$(PREFIX)/share/virtcanon/manual.html
	install -m 644 docs/virtcanon.1 $(DESTDIR)$(PREFIX)/share/man/man1/virtcanon.1
	install -m 644 $(BUILD)/virtcanon-rules.7 $(DESTDIR)$(PREFIX)/share/man/man7/virtcanon-rules.7
	install -m 644 $(BUILD)/virtcanon.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/virtcanon
	install -m 644 xslt/host-nodes.xsl $(DESTDIR)$(PREFIX)/share/virtcanon/host-nodes.xsl

clean:
	rm -rf build build-asan build-clang build-fuzz

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(RNGC_OBJ:.o=.d) $(HOSTGEN_OBJ:.o=.d) $(CPUGEN_OBJ:.o=.d) $(UNIT_BIN:=.d) $(BUILD)/tests/cases.d \
         $(BUILD)/tests/properties.d $(BUILD)/tests/differences.d $(BUILD)/tests/plugs.d
