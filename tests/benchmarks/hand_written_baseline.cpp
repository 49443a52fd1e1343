#define MUTUA_HAND baseline
#include "tests/benchmarks/hand_written_body.hpp"
