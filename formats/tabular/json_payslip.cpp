#include "formats/tabular/json_payslip.hpp"

#include "formats/tabular/json_state.hpp"

namespace mutua::tabular {

namespace {

using settlement::NamedAmount;
using settlement::Payslip;
using settlement::PayslipEngagement;
using settlement::PayslipLine;

constexpr const char* payslip_document = "mutua-payslip";

Json json_of_engagements(const std::vector<PayslipEngagement>& engagements) {
    Json list = Json::array();
    for (const PayslipEngagement& engagement : engagements) {
        list.push_back({{"declaration", engagement.declaration.text()},
                        {"work_dates", json_of(engagement.work_dates)},
                        {"hours_hundredths", engagement.hours_hundredths},
                        {"joint_committee", engagement.joint_committee},
                        {"gross_pay", json_of(engagement.gross_pay)},
                        {"expenses", json_of(engagement.expenses)},
                        {"provision", json_of(engagement.provision)},
                        {"actual_cost", json_of(engagement.actual_cost)},
                        {"net_pay", json_of(engagement.net_pay)}});
    }
    return list;
}

std::vector<PayslipEngagement> engagements_of(const Json& list) {
    std::vector<PayslipEngagement> engagements;
    for (const Json& engagement : list) {
        engagements.push_back(
            {DeclarationCode{text_of(engagement, "declaration")},
             dates_of(engagement, "work_dates"), count_of(engagement, "hours_hundredths"),
             text_of(engagement, "joint_committee"), money_of(engagement, "gross_pay"),
             money_of(engagement, "expenses"), money_of(engagement, "provision"),
             money_of(engagement, "actual_cost"), money_of(engagement, "net_pay")});
    }
    return engagements;
}

Json json_of_lines(const std::vector<PayslipLine>& lines) {
    Json list = Json::array();
    for (const PayslipLine& line : lines) {
        list.push_back({{"figure", line.figure},
                        {"section", line.section},
                        {"role", line.role},
                        {"label", json_of(line.label)},
                        {"amount", json_of(line.amount)}});
    }
    return list;
}

std::vector<PayslipLine> payslip_lines_of(const Json& list) {
    std::vector<PayslipLine> lines;
    for (const Json& line : list) {
        lines.push_back({text_of(line, "figure"), text_of(line, "section"), text_of(line, "role"),
                         translations_of(line, "label"), money_of(line, "amount")});
    }
    return lines;
}

Json json_of_figures(const std::vector<NamedAmount>& figures) {
    Json list = Json::array();
    for (const NamedAmount& figure : figures) {
        list.push_back({{"figure", figure.figure}, {"amount", json_of(figure.amount)}});
    }
    return list;
}

std::vector<NamedAmount> figures_of(const Json& list) {
    std::vector<NamedAmount> figures;
    for (const Json& figure : list) {
        figures.push_back({text_of(figure, "figure"), money_of(figure, "amount")});
    }
    return figures;
}

/// The part that identifies: who, when, how much work.
void read_heading(const Json& document, Payslip& payslip) {
    payslip.id = PayslipId{count_of(document, "id")};
    payslip.issued_on = date_of(document, "issued_on");
    const auto month = parse_month(text_of(document, "month"));
    require(month.has_value(), "an archived month exists");
    payslip.month = *month;
    payslip.payment_date = date_of(document, "payment_date");
    payslip.employer = entity_of(document, "employer");
    payslip.member = member_of(document, "member");
    payslip.worker_category = text_of(document, "worker_category");
    payslip.joint_committee = text_of(document, "joint_committee");
    payslip.hours_hundredths = count_of(document, "hours_hundredths");
    payslip.full_time_hundredths = count_of(document, "full_time_hundredths");
    payslip.days = count_of(document, "days");
}

}  // namespace

Json json_of(const Payslip& payslip) {
    Json object{{"id", payslip.id.value()},
                {"issued_on", json_of(payslip.issued_on)},
                {"month", to_string(payslip.month)},
                {"payment_date", json_of(payslip.payment_date)},
                {"employer", json_of(payslip.employer)},
                {"member", json_of(payslip.member)},
                {"worker_category", payslip.worker_category},
                {"joint_committee", payslip.joint_committee},
                {"hours_hundredths", payslip.hours_hundredths},
                {"full_time_hundredths", payslip.full_time_hundredths}};
    if (format_of(payslip) > 2) {
        object["hours_worked_hundredths"] = payslip.hours_worked();
        object["hours_above_full_time_hundredths"] = payslip.hours_above_full_time();
    }
    object["days"] = payslip.days;
    object["engagements"] = json_of_engagements(payslip.engagements);
    object["lines"] = json_of_lines(payslip.lines);
    for (const settlement::PayslipAmount& one : settlement::payslip_amounts) {
        if (!has_place(one, format_of(payslip))) { continue; }
        object[one.name] = json_of(payslip.*one.amount);
    }
    object["figures"] = json_of_figures(payslip.figures);
    if (format_of(payslip) > 2) { object["provisional"] = json_of_notes(payslip.provisional); }
    object["ruleset"] = payslip.ruleset;
    return object;
}

Payslip payslip_of(const Json& document) {
    Payslip payslip;
    payslip.form = document.contains("hours_worked_hundredths") ? settlement::newest_form : 1;
    read_heading(document, payslip);
    payslip.engagements = engagements_of(document.at("engagements"));
    payslip.lines = payslip_lines_of(document.at("lines"));
    for (const settlement::PayslipAmount& one : settlement::payslip_amounts) {
        if (!document.contains(one.name) && !has_place(one, 1)) { continue; }
        payslip.*one.amount = money_of(document, one.name);
    }
    payslip.figures = figures_of(document.at("figures"));
    if (payslip.form > 2) { payslip.provisional = notes_of(document.at("provisional")); }
    payslip.ruleset = text_of(document, "ruleset");
    return payslip;
}

std::string to_json(const Payslip& payslip) {
    Json document = {{"document", payslip_document}, {"format", format_of(payslip)}};
    document.update(json_of(payslip));
    return archived(document);
}

Payslip payslip_from_json(std::string_view bytes) {
    Payslip payslip = from_archive(bytes, payslip_document, settlement::newest_form, payslip_of);
    require(to_json(payslip) == bytes, "an archived payslip is byte for byte as mutua wrote it");
    return payslip;
}

}  // namespace mutua::tabular
