#include "engine/core/nearest.hpp"

#include <catch2/catch.hpp>

using mutua::did_you_mean;

TEST_CASE("a name with a slip of the pen is answered with the right one", "[core]") {
    const std::vector<std::string> names{"worker_rate", "worker_category", "year_tax", "days",
                                         "town"};
    CHECK(did_you_mean("worker_rat", names) == "did you mean `worker_rate`?");
    CHECK(did_you_mean("wokrer_rate", names) == "did you mean `worker_rate`?");
    CHECK(did_you_mean("yer_taxx", names) == "did you mean `year_tax`?");
    CHECK(did_you_mean("day", names) == "did you mean `days`?");
    CHECK(did_you_mean("tonnage", names).empty());
    CHECK(did_you_mean("tw", names).empty());
}
