// Catch2's own main is compiled here once: it is the slowest file of the tests.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
