# virtcanon: library, command, schema compiler. Everything generated goes to $(BUILD).
#   make demo    dependencies, build, canonicalize an example guest and say what was decided and why
#   make check   dependencies, build, all tests
#   make all | bench | asan | lint | install [DESTDIR= PREFIX=] | deps | clean

VERSION  := 0.1.0
SOVERSION := 0
BUILD    ?= build
PREFIX   ?= /usr/local
LIBDIR   ?= $(PREFIX)/lib
CC       ?= gcc
Q        := $(if $(V),,@)

PACKAGES := gcc make pkg-config libxml2-dev libxslt1-dev libpcre2-dev libjson-c-dev libcmocka-dev libxml2-utils

PC       := libxml-2.0 libxslt json-c
CFLAGS   ?= -O2 -g
WARN     := -Wall -Wextra -Werror
GEN      := $(BUILD)/gen
CPPFLAGS += -D_GNU_SOURCE -I$(GEN) -DVIRTCANON_VERSION='"$(VERSION)"'
ALL_CFLAGS = -std=c11 $(WARN) $(CFLAGS) -fPIC -fvisibility=hidden -MMD -MP $(shell pkg-config --cflags $(PC))
LIBS     = $(shell pkg-config --libs $(PC))

LIB_SRC  := $(wildcard src/*.c src/base/*.c src/xml/*.c src/rng/*.c src/schema/*.c src/host/*.c src/addr/*.c src/canon/*.c)
CLI_SRC  := $(wildcard src/cli/*.c)
RNGC_SRC := $(wildcard tools/rngc/*.c)
SCHEMAS  := $(wildcard schemas/*.rng schemas/devices/*.rng)

GEN_SRC  := $(GEN)/schema_tables.c
LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN_SRC:.c=.o)
CLI_OBJ  := $(CLI_SRC:%.c=$(BUILD)/%.o)
RNGC_OBJ := $(RNGC_SRC:%.c=$(BUILD)/%.o)

.PHONY: all deps demo check bench install asan lint clean
all: $(BUILD)/virtcanon

$(BUILD)/rngc: $(RNGC_OBJ)
	@echo "LINK $@"
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(shell pkg-config --libs libxml-2.0)

$(GEN)/schema_tables.c: $(BUILD)/rngc $(SCHEMAS)
	@echo "RNGC $(GEN)"
	$(Q)mkdir -p $(GEN) && $(BUILD)/rngc -o $(GEN) schemas/domain.rng
$(GEN)/atoms.h: $(GEN)/schema_tables.c ;

$(LIB_OBJ): | $(GEN)/atoms.h
$(LIB_OBJ) $(CLI_OBJ) $(RNGC_OBJ): Makefile

$(GEN)/%.o: $(GEN)/%.c
	@echo "CC $<"
	$(Q)$(CC) $(CPPFLAGS) -Isrc $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/%.o: %.c
	@echo "CC $<"
	$(Q)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/libvirtcanon.so.$(SOVERSION): $(LIB_OBJ) src/virtcanon.map
	@echo "LINK $@"
	$(Q)$(CC) $(CFLAGS) -shared -Wl,-soname,libvirtcanon.so.$(SOVERSION) -Wl,--version-script=src/virtcanon.map \
	    -Wl,--no-undefined -o $@ $(LIB_OBJ) $(LIBS)
	$(Q)ln -sf libvirtcanon.so.$(SOVERSION) $(BUILD)/libvirtcanon.so

$(BUILD)/virtcanon: $(CLI_OBJ) $(BUILD)/libvirtcanon.so.$(SOVERSION)
	@echo "LINK $@"
	$(Q)$(CC) $(CFLAGS) -o $@ $(CLI_OBJ) -L$(BUILD) -lvirtcanon -Wl,-rpath,'$$ORIGIN' -Wl,-rpath,$(LIBDIR)

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
