#include "formats/tabular/json_individual_account.hpp"

#include "formats/tabular/json_difference.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "formats/tabular/json_state.hpp"

namespace mutua::tabular {

namespace {

using settlement::AccountFigures;
using settlement::AccountQuarter;
using settlement::AccountRow;
using settlement::IndividualAccount;

void add_figures(Json& object, const AccountFigures& figures) {
    object["days"] = figures.days;
    object["hours_hundredths"] = figures.hours_hundredths;
    for (const settlement::AccountAmount& one : settlement::account_amounts) {
        object[one.name] = json_of(figures.*one.amount);
    }
}

Json json_of_total(const AccountFigures& figures) {
    Json total = Json::object();
    add_figures(total, figures);
    return total;
}

Json json_of_row(const AccountRow& row) {
    Json object{{"slip", to_string(row.slip)},
                {"corrects", row.corrects ? Json(to_string(*row.corrects)) : Json(nullptr)},
                {"month", to_string(row.month)},
                {"worker_category", row.worker_category}};
    add_figures(object, row.figures);
    object["paid_on"] = json_of(row.paid_on);
    return object;
}

Json json_of_quarters(const std::vector<AccountQuarter>& quarters) {
    Json list = Json::array();
    for (const AccountQuarter& quarter : quarters) {
        Json rows = Json::array();
        for (const AccountRow& row : quarter.rows) { rows.push_back(json_of_row(row)); }
        list.push_back({{"quarter", quarter.number},
                        {"slips", std::move(rows)},
                        {"total", json_of_total(quarter.total)}});
    }
    return list;
}

Json json_of_day(const std::optional<Date>& day) { return day ? json_of(*day) : Json(nullptr); }

Json json_of_account(const IndividualAccount& account) {
    const auto birth = cooperative::birth_told_by(account.worker.national_number);
    const auto sex = birth ? birth->sex : std::nullopt;
    return {{"year", account.year},
            {"employer", json_of(account.employer)},
            {"worker", json_of(account.worker)},
            {"birth_date", json_of_day(birth ? birth->day : std::nullopt)},
            {"sex", sex ? Json(*sex == cooperative::Sex::male ? "male" : "female") : Json(nullptr)},
            {"joint_committees", account.joint_committees},
            {"first_work_day", json_of_day(account.first_work_day)},
            {"last_work_day", json_of_day(account.last_work_day)},
            {"quarters", json_of_quarters(account.quarters)},
            {"total", json_of_total(account.total)},
            {"provisional", json_of_notes(account.provisional)}};
}

}  // namespace

std::string to_json(const std::vector<IndividualAccount>& accounts) {
    Json list = Json::array();
    for (const IndividualAccount& account : accounts) { list.push_back(json_of_account(account)); }
    return archived({{"document", "mutua-individual-account"}, {"format", 1}, {"accounts", list}});
}

settlement::Payslip issued_slip_from_json(std::string_view bytes) {
    return is_difference(bytes) ? settlement::difference(difference_from_json(bytes))
                                : payslip_from_json(bytes);
}

}  // namespace mutua::tabular
