#include "engine/service/review.hpp"

#include "engine/service/declared_hours.hpp"
#include "tests/support/sample_workspace.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;
using test::content_of;
using test::job;
using test::SampleWorkspace;
using Decision = service::Reviewed::Outcome;

namespace {

std::vector<Decision> outcomes(const std::vector<service::Reviewed>& reviewed) {
    std::vector<Decision> list;
    for (const auto& one : reviewed) { list.push_back(one.outcome); }
    return list;
}

store::StoredDeclaration stored(SampleWorkspace& workspace, const char* code) {
    return *store::FactRepository{workspace.store, workspace.entity.code}.declaration(
        DeclarationCode{code});
}

}  // namespace

TEST_CASE("every submitted declaration is accepted or refused with its reasons", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00), job("D-2", "M001", 6, 20'00)});
    const auto reviewed = workspace.accept();
    CHECK(outcomes(reviewed) == std::vector<Decision>{Decision::accepted, Decision::refused});
    // 20.00 leaves 18.70 for 7.60 hours: far below the floor of 103.09.
    REQUIRE(reviewed[1].findings.size() == 1);
    CHECK(reviewed[1].findings.front().code == "I408");
    CHECK(stored(workspace, "D-1").status == store::DeclarationStatus::accepted);
    CHECK(to_string(stored(workspace, "D-1").acceptance->management_fee) == "29.25");
    CHECK(stored(workspace, "D-2").status == store::DeclarationStatus::submitted);
}

// 2 x 325.00 hours are the 650.00 of a student's year.
TEST_CASE("a student's hours count as they are accepted", "[service]") {
    SampleWorkspace workspace;
    cooperative::Member student = samples::member();
    student.code = MemberCode{"M003"};
    student.worker_category = "student";
    {
        store::UnitOfWork work{workspace.store};
        store::FactRepository{workspace.store, workspace.entity.code}.add_member(student,
                                                                                 test::accepted_on);
        work.commit();
    }
    const auto long_job = [](const char* code, unsigned first, std::int64_t hours_hundredths) {
        cooperative::Declaration one = job(code, "M003", first, 9'000'00);
        for (unsigned day = first + 1; day < first + 14; ++day) {
            one.work_dates.push_back(samples::day(2026, 11, day));
        }
        one.hours_hundredths = hours_hundredths;
        return one;
    };
    workspace.declare(
        {long_job("D-1", 3, 325'00), long_job("D-2", 17, 325'01), long_job("D-3", 17, 325'00)});
    const auto reviewed = workspace.accept();
    CHECK(outcomes(reviewed) ==
          std::vector<Decision>{Decision::accepted, Decision::refused, Decision::accepted});
    CHECK(reviewed[1].findings.back().code == "I411");
    // Each of the two replays beside the other.
    service::DeclaredHours then{workspace.store, workspace.entity.code, test::accepted_on};
    const auto others = then.without(stored(workspace, "D-1"));
    CHECK(others.month_hundredths == 325'00);
    CHECK(others.year_hundredths == 325'00);
    service::DeclaredHours before{workspace.store, workspace.entity.code,
                                  samples::day(2026, 11, 1)};
    CHECK(before.beside(stored(workspace, "D-2").declaration).year_hundredths == 0);
    service::DeclaredHours standing{workspace.store, workspace.entity.code};
    CHECK(standing.without(stored(workspace, "D-2")).year_hundredths == 650'00);
}

TEST_CASE("what was decided stays as it was decided", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00), job("D-2", "M001", 6, 400'00)});
    static_cast<void>(workspace.accept({DeclarationCode{"D-1"}}));
    CHECK(stored(workspace, "D-2").status == store::DeclarationStatus::submitted);
    const std::string before = content_of(workspace);
    CHECK(outcomes(workspace.accept({DeclarationCode{"D-1"}})) ==
          std::vector<Decision>{Decision::unchanged});
    CHECK(service::reject_declaration(workspace.store, workspace.entity.code,
                                      DeclarationCode{"D-1"}, "too late",
                                      test::month_end) == Decision::unchanged);
    CHECK(content_of(workspace) == before);
}

TEST_CASE("a code that nobody knows is unknown, and the others are decided", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00)});
    CHECK(outcomes(workspace.accept({DeclarationCode{"D-9"}, DeclarationCode{"D-1"}})) ==
          std::vector<Decision>{Decision::unknown, Decision::accepted});
    CHECK(service::reject_declaration(workspace.store, workspace.entity.code,
                                      DeclarationCode{"D-9"}, "no",
                                      test::month_end) == Decision::unknown);
}

TEST_CASE("a code that is named twice is decided once", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00)});
    CHECK(outcomes(workspace.accept({DeclarationCode{"D-1"}, DeclarationCode{"D-1"}})) ==
          std::vector<Decision>{Decision::accepted});
}

TEST_CASE("a rejected declaration keeps its reason and is never accepted", "[service]") {
    SampleWorkspace workspace;
    workspace.declare({job("D-1", "M001", 20, 450'00)});
    CHECK(service::reject_declaration(workspace.store, workspace.entity.code,
                                      DeclarationCode{"D-1"}, "the client cancelled",
                                      test::month_end) == Decision::accepted);
    CHECK(stored(workspace, "D-1").rejection == "the client cancelled");
    CHECK(outcomes(workspace.accept({DeclarationCode{"D-1"}})) ==
          std::vector<Decision>{Decision::unchanged});
    CHECK(workspace.invoice_plan().items.empty());
}
