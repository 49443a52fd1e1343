#include "engine/cooperative/participant.hpp"

#include "engine/core/contract.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace mutua::cooperative {

TEST_CASE("a Belgian enterprise is asked for in its three forms, others in their own",
          "[cooperative]") {
    struct Row {
        const char* why;
        const char* id;
        std::vector<std::string> forms;
    };
    const auto row = GENERATE(values<Row>({
        {"by its number",
         "0208:0712345630",
         {"0208:0712345630", "0208:be0712345630", "9925:be0712345630"}},
        {"by its VAT number",
         "9925:BE0712345630",
         {"9925:BE0712345630", "0208:0712345630", "0208:be0712345630"}},
        {"of another country", "0106:12345678", {"0106:12345678"}},
    }));
    CAPTURE(row.why);
    CHECK(participant_forms(PeppolId::trusted(row.id)) == row.forms);
}

TEST_CASE("one form that is present decides, and one that is unknown keeps absence open",
          "[cooperative]") {
    const auto answer = [](Presence presence) {
        return ParticipantAnswer{"x", presence, "", {}, ""};
    };
    const auto best = [&](const std::vector<Presence>& all) {
        std::vector<ParticipantAnswer> answers;
        for (const Presence one : all) { answers.push_back(answer(one)); }
        return best_answer(answers).presence;
    };
    using enum Presence;
    CHECK(best({absent, unknown, present}) == present);
    CHECK(best({absent, unknown, absent}) == unknown);
    CHECK(best({absent, absent, absent}) == absent);
    CHECK_THROWS_AS(best_answer({}), ContractViolation);
    for (const Presence one : {present, absent, unknown}) {
        CHECK(parse_presence(to_string(one)) == one);
    }
    CHECK_FALSE(parse_presence("perhaps"));
}

}  // namespace mutua::cooperative
