// Catch2's own main is compiled here once: it is the slowest file of the tests.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

/// Fontconfig keeps offsets where others keep pointers: the leak checker does not find what they
/// lead to, and takes the fonts of pages for lost.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig.so"; }
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
