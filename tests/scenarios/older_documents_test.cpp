// Slips that were issued in the form of an earlier program replay to their own bytes, and are
// corrected in the form of today.
#include "cli/documents.hpp"
#include "engine/service/correct_months.hpp"
#include "formats/tabular/json_difference.hpp"
#include "tests/support/sample_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using test::contains;
using test::job;

namespace {

std::vector<store::DocumentBytes> payslip_of_then(const settlement::Payslip& slip) {
    settlement::Payslip old = slip;
    old.form = 1;
    return cli::payslip_documents(old);
}

std::vector<store::DocumentBytes> difference_of_then(const settlement::DifferenceSlip& slip) {
    settlement::DifferenceSlip old = slip;
    old.now.form = 1;
    return cli::difference_documents(old);
}

/// November of one member, paid by the earlier program.
class OldStore : public test::SampleWorkspace {
public:
    OldStore() {
        work({job("A-1", "M001", 12, 450'00)}, "invoices");
        REQUIRE(pay(payroll_plan(), "pay", payslip_of_then).done == 1);
    }

    void work(const std::vector<cooperative::Declaration>& jobs, const std::string& hash) {
        declare(jobs);
        static_cast<void>(accept());
        REQUIRE(issue(invoice_plan(), hash, cli::invoice_documents).done == jobs.size());
    }

    void correct(const std::string& hash, const service::DifferenceRenderer& render) {
        const Date today = samples::day(2026, 12, 14);
        const auto plan = service::plan_corrections(store, entity, test::real_rules(), {}, today,
                                                    tabular::payslip_state_from_json);
        REQUIRE(plan.items.size() == 1);
        const auto report =
            service::apply_corrections(store, entity, test::real_rules(), plan, hash, render,
                                       tabular::payslip_state_from_json, test::nothing_to_tell);
        REQUIRE(report.done == 1);
    }

    std::string document(std::int64_t slip) {
        return store::PayslipRepository{store, entity.code}
            .document(PayslipId{slip}, store::json_media_type)
            .value();
    }

    void check_replays() {
        const auto found = service::verify(store, entity.code, test::real_rules().package(),
                                           test::real_rules().accounts(test::month_end),
                                           cli::document_tools(), test::nothing_to_tell);
        for (const store::Damage& damage : found.damages) {
            CAPTURE(damage.code, damage.where, damage.text);
            CHECK(false);
        }
    }
};

}  // namespace

TEST_CASE("documents of an earlier form replay, and are corrected in that of today", "[scenario]") {
    OldStore office;
    CHECK(contains(office.document(1), "\"format\": 1,"));
    office.check_replays();

    office.work({job("A-3", "M001", 20, 260'00)}, "more invoices");
    office.correct("then", difference_of_then);
    CHECK(contains(office.document(2), "\"format\": 1,"));
    office.check_replays();

    office.work({job("A-5", "M001", 24, 300'00)}, "last invoices");
    office.correct("now", cli::difference_documents);
    const std::string now = office.document(3);
    CHECK(contains(now, "\"format\": 3,"));
    CHECK(contains(now, "\"hours_worked_hundredths\": 2280,"));
    office.check_replays();
}
