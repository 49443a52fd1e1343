#define MUTUA_STEPS modern
#include "engine/ruleset/run/column_steps_body.hpp"
