#include "engine/service/review.hpp"

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
