#define MUTUA_HAND modern
#include "tests/benchmarks/hand_written_body.hpp"
