# virtcanon: library, command, schema compiler. Everything generated goes to $(BUILD).
#
#   make demo     dependencies, build, then an example guest and what was decided about it
#   make check    dependencies, build, all tests
#   make all | bench | asan | valgrind | fuzz | lint | clean
#   make install  [DESTDIR=] [PREFIX=/usr/local] [LIBDIR=]
#   make deps     Debian packages that are missing (as root, or with sudo)

VERSION   := 0.1.0
SOVERSION := 0
BUILD     ?= build
PREFIX    ?= /usr/local
LIBDIR    ?= $(PREFIX)/lib
CC        := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS    ?= -O2 -g
Q         := $(if $(V),,@)
GEN       := $(BUILD)/gen

PACKAGES := gcc make pkg-config libc6-dev libxml2-dev libxslt1-dev libpcre2-dev libjson-c-dev libcmocka-dev \
            libxml2-utils xsltproc diffutils

# Only when something is to be compiled: before `make deps` there is no pkg-config to ask.
PC_CFLAGS = $(eval PC_CFLAGS := $(shell pkg-config --cflags libxml-2.0 libxslt json-c libpcre2-8))$(PC_CFLAGS)
PC_LIBS   = $(eval PC_LIBS := $(shell pkg-config --libs libxml-2.0 libxslt json-c libpcre2-8))$(PC_LIBS)

WARN       := -Wall -Wextra -Werror
ALL_CFLAGS  = -std=c11 $(WARN) $(CFLAGS) -fPIC -fvisibility=hidden -MMD -MP -D_GNU_SOURCE -I$(GEN) -Isrc \
              -DVIRTCANON_VERSION='"$(VERSION)"' $(PC_CFLAGS)

# --- sources --------------------------------------------------------------------------------------------------------

LIB_SRC  := $(sort $(wildcard src/*.c src/base/*.c src/xml/*.c src/rng/*.c src/schema/*.c src/valid/*.c \
              src/host/*.c src/addr/*.c src/canon/*.c src/abi/*.c src/check/*.c))
CLI_SRC  := $(sort $(wildcard src/cli/*.c))
RNGC_SRC := $(sort $(wildcard tools/rngc/*.c))
HOSTGEN_SRC := $(sort $(wildcard tools/hostgen/*.c)) src/base/arena.c src/base/buf.c \
               $(filter-out src/host/embedded.c src/host/show.c,$(sort $(wildcard src/host/*.c)))
HOSTS    := $(sort $(wildcard hosts/*.host))
SCHEMAS  := $(sort $(wildcard schemas/*.rng schemas/devices/*.rng))
UNITS    := $(sort $(wildcard tests/unit_*.c))
CASES    := $(sort $(wildcard tests/data/*/))

LIB_OBJ   = $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN)/schema_tables.o $(GEN)/patterns.o $(GEN)/hosts.o $(EXTRA_OBJ)
CLI_OBJ  := $(CLI_SRC:%.c=$(BUILD)/%.o)
RNGC_OBJ := $(RNGC_SRC:%.c=$(BUILD)/%.o)
HOSTGEN_OBJ := $(HOSTGEN_SRC:%.c=$(BUILD)/%.o)
UNIT_BIN := $(UNITS:tests/%.c=$(BUILD)/tests/%)

.PHONY: all deps demo check check-only bench install asan valgrind fuzz lint clean
all: $(BUILD)/virtcanon $(BUILD)/virtcanon.pc $(BUILD)/manual.html

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

# --- objects --------------------------------------------------------------------------------------------------------

# What includes generated headers waits for them; afterwards the compiler's own lists of headers say what to remake.
$(LIB_OBJ) $(UNITS:%.c=$(BUILD)/%.o) $(BUILD)/tests/shuffle.o $(BUILD)/tests/mutate.o: | $(GEN)/atoms.h

$(GEN)/%.o: $(GEN)/%.c
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/%.o: %.c Makefile
	@echo "  CC    $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -c -o $@ $<

# --- products -------------------------------------------------------------------------------------------------------

SONAME := libvirtcanon.so.$(SOVERSION)

$(BUILD)/$(SONAME): $(LIB_OBJ) src/virtcanon.map
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=src/virtcanon.map -Wl,--no-undefined \
	    -Wl,--as-needed -o $@ $(LIB_OBJ) $(PC_LIBS)
	$(Q)ln -sf $(SONAME) $(BUILD)/libvirtcanon.so

$(BUILD)/virtcanon: $(CLI_OBJ) $(BUILD)/$(SONAME)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) -o $@ $(CLI_OBJ) -L$(BUILD) -lvirtcanon -Wl,-rpath,'$$ORIGIN'

$(BUILD)/virtcanon.pc: Makefile
	$(Q)mkdir -p $(@D) && printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$${prefix}/include' '' \
	    'Name: virtcanon' 'Description: Canonical form of libvirt domain documents' 'Version: $(VERSION)' \
	    'Requires.private: libxml-2.0 libxslt json-c libpcre2-8' 'Libs: -L$${libdir} -lvirtcanon' 'Cflags: -I$${includedir}' > $@

$(BUILD)/manual.html: xslt/manual.xsl $(GEN)/schema_tables.c
	$(Q)xsltproc --nonet -o $@ $< $(GEN)/docs.xml

# --- tests ----------------------------------------------------------------------------------------------------------

$(BUILD)/tests/cases $(BUILD)/tests/properties $(BUILD)/tests/differences: \
     $(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/tests/shuffle.o $(LIB_OBJ)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS)

$(BUILD)/tests/differential: $(BUILD)/tests/differential.o $(BUILD)/tests/mutate.o $(BUILD)/tests/shuffle.o $(LIB_OBJ)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS)

$(UNIT_BIN): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(LIB_OBJ)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(PC_LIBS) -lcmocka

check: deps
	$(Q)$(MAKE) --no-print-directory check-only

check-only: all $(BUILD)/tests/cases $(BUILD)/tests/properties $(BUILD)/tests/differences $(BUILD)/tests/differential $(UNIT_BIN)
	$(Q)BUILD=$(BUILD) CASES='$(CASES)' UNITS='$(UNIT_BIN)' sh tests/run

# --- use ------------------------------------------------------------------------------------------------------------

demo: deps
	$(Q)$(MAKE) --no-print-directory all
	$(Q)sh tools/demo $(BUILD)/virtcanon

$(BUILD)/bench: $(BUILD)/tools/bench/bench.o $(BUILD)/$(SONAME)
	$(Q)$(CC) $(CFLAGS) -o $@ $< -L$(BUILD) -lvirtcanon -Wl,-rpath,'$$ORIGIN' $(PC_LIBS)

bench: all $(BUILD)/bench
	$(Q)sh tools/bench/run $(BUILD)

asan:
	$(Q)$(MAKE) --no-print-directory BUILD=build-asan check-only \
	    CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

valgrind: all
	$(Q)sh tests/valgrind $(BUILD)

# libFuzzer over load, canonicalize and write; seeds are the golden cases, their first byte says which options.
$(BUILD)/fuzz_canon: $(BUILD)/tools/fuzz/fuzz_canon.o $(LIB_OBJ)
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

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(PREFIX)/include \
	    $(DESTDIR)$(PREFIX)/share/virtcanon $(DESTDIR)$(PREFIX)/share/man/man1
	$(CC) $(CFLAGS) -o $(DESTDIR)$(PREFIX)/bin/virtcanon $(CLI_OBJ) -L$(BUILD) -lvirtcanon -Wl,-rpath,$(LIBDIR)
	install -m 755 $(BUILD)/$(SONAME) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libvirtcanon.so
	install -m 644 src/virtcanon.h $(DESTDIR)$(PREFIX)/include/virtcanon.h
	install -m 644 $(BUILD)/virtcanon.pc $(DESTDIR)$(LIBDIR)/pkgconfig/virtcanon.pc
	install -m 644 $(GEN)/domain.rng $(DESTDIR)$(PREFIX)/share/virtcanon/domain.rng
	install -m 644 $(BUILD)/manual.html $(DESTDIR)$(PREFIX)/share/virtcanon/manual.html
	install -m 644 docs/virtcanon.1 $(DESTDIR)$(PREFIX)/share/man/man1/virtcanon.1

clean:
	rm -rf build build-asan build-clang build-fuzz

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(RNGC_OBJ:.o=.d) $(HOSTGEN_OBJ:.o=.d) $(UNIT_BIN:=.d) $(BUILD)/tests/cases.d \
         $(BUILD)/tests/properties.d $(BUILD)/tests/differences.d
