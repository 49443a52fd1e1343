#define MUTUA_STEPS baseline
#include "engine/ruleset/run/column_steps_body.hpp"
