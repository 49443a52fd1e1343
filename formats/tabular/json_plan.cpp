#include "formats/tabular/json_plan.hpp"

#include "engine/core/digest.hpp"
#include "formats/tabular/json_state.hpp"

#include <nlohmann/json.hpp>

namespace mutua::tabular {

namespace {

using nlohmann::ordered_json;
using settlement::CorrectionPlan;
using settlement::InvoicePlan;
using settlement::PayrollPlan;
using settlement::PlannedDifference;
using settlement::PlannedInput;
using settlement::PlannedInvoice;
using settlement::PlannedPayslip;
using settlement::PlanWarning;

constexpr int format_version = 3;
constexpr const char* correction_plan = "corrections";

PlanFile sealed(ordered_json body) {
    const std::string hash = to_hex(sha256(body.dump(2)));
    body["hash"] = hash;
    return {body.dump(2) + "\n", hash};
}

Diagnostics refused(const std::string& file, const char* code, std::string message) {
    return {problem(code, std::move(message), "make the plan again", {file, 0, 0, 0})};
}

/// The body of a plan file of one kind, its hash proved.
Result<ordered_json> opened(std::string_view bytes, const std::string& file, const char* kind) {
    ordered_json body = ordered_json::parse(bytes, nullptr, false);
    // Compared as JSON: a member of another kind than expected is not equal, and throws nothing.
    if (body.is_discarded() || !body.is_object() || !body.contains("plan") ||
        body.at("plan") != kind) {
        return refused(file, "P101", std::string{"is not a plan of kind "} + kind);
    }
    if (!body.contains("format") || body.at("format") != format_version) {
        return refused(file, "P102", "was written by another version of mutua");
    }
    const ordered_json hash = body.contains("hash") ? body.at("hash") : ordered_json{};
    body.erase("hash");
    if (to_hex(sha256(body.dump(2))) != hash) {
        return refused(file, "P103", "was altered after it was made");
    }
    return body;
}

ordered_json json_of(const std::vector<PlanWarning>& warnings) {
    ordered_json list = ordered_json::array();
    for (const PlanWarning& warning : warnings) {
        ordered_json one{{"key", warning.key}, {"code", warning.code}, {"text", warning.text}};
        if (!warning.help.empty()) { one["help"] = warning.help; }
        if (warning.severity == Severity::error) { one["severity"] = "error"; }
        list.push_back(std::move(one));
    }
    return list;
}

std::vector<PlanWarning> warnings_of(const ordered_json& list) {
    std::vector<PlanWarning> warnings;
    for (const ordered_json& one : list) {
        warnings.push_back({one.at("key"), one.at("code"), one.at("text"), one.value("help", ""),
                            one.contains("severity") ? Severity::error : Severity::warning});
    }
    return warnings;
}

ordered_json json_of(const PlannedInput& input) {
    return {{"declaration", input.declaration.text()}, {"content_hash", input.content_hash}};
}

PlannedInput input_of(const ordered_json& body) {
    return {DeclarationCode{body.at("declaration").get<std::string>()}, body.at("content_hash")};
}

ordered_json json_of(const PlannedInvoice& item) {
    ordered_json object{
        {"number", item.number.text()},       {"input", json_of(item.input)},
        {"member", item.member.text()},       {"client", item.client.text()},
        {"channel", to_string(item.channel)}, {"vat_category", item.vat_category},
        {"vat_rate", item.vat_rate},          {"net", mutua::to_string(item.net)},
        {"vat", mutua::to_string(item.vat)},  {"total", mutua::to_string(item.total)}};
    for (const PlannedInput& input : item.more) { object["more"].push_back(json_of(input)); }
    return object;
}

PlannedInvoice planned_invoice_of(const ordered_json& body) {
    PlannedInvoice item;
    item.number = InvoiceNumber{body.at("number").get<std::string>()};
    item.input = input_of(body.at("input"));
    item.member = MemberCode{body.at("member").get<std::string>()};
    item.client = ClientCode{body.at("client").get<std::string>()};
    item.channel =
        body.at("channel") == "peppol" ? settlement::Channel::peppol : settlement::Channel::paper;
    item.vat_category = body.at("vat_category");
    item.vat_rate = body.at("vat_rate");
    item.net = money_of(body, "net");
    item.vat = money_of(body, "vat");
    item.total = money_of(body, "total");
    if (body.contains("more")) {
        for (const ordered_json& input : body.at("more")) { item.more.push_back(input_of(input)); }
    }
    return item;
}

ordered_json json_of(const std::vector<PlannedInput>& inputs) {
    ordered_json list = ordered_json::array();
    for (const PlannedInput& input : inputs) { list.push_back(json_of(input)); }
    return list;
}

/// The amounts stand behind what differs from plan to plan.
void put_amounts(ordered_json& object, const PlannedPayslip& item) {
    for (const settlement::PayslipAmount& one : settlement::payslip_amounts) {
        object[one.name] = mutua::to_string(item.*one.amount);
    }
}

ordered_json json_of(const PlannedPayslip& item) {
    ordered_json object{{"id", item.id.value()},
                        {"member", item.member.text()},
                        {"worker_category", item.worker_category},
                        {"payment_date", mutua::to_string(item.payment_date)},
                        {"member_hash", item.member_hash},
                        {"inputs", json_of(item.inputs)}};
    put_amounts(object, item);
    return object;
}

PlannedPayslip planned_payslip_of(const ordered_json& body) {
    PlannedPayslip item;
    item.id = PayslipId{body.at("id").get<std::int64_t>()};
    item.member = MemberCode{body.at("member").get<std::string>()};
    item.worker_category = body.at("worker_category");
    item.payment_date = date_of(body, "payment_date");
    item.member_hash = body.at("member_hash");
    for (const ordered_json& input : body.at("inputs")) { item.inputs.push_back(input_of(input)); }
    for (const settlement::PayslipAmount& one : settlement::payslip_amounts) {
        item.*one.amount = money_of(body, one.name);
    }
    return item;
}

ordered_json json_of(const PlannedDifference& item) {
    ordered_json object{{"id", item.id.value()},
                        {"original", item.original.value()},
                        {"corrects", item.corrects.value()},
                        {"member", item.member.text()},
                        {"month", mutua::to_string(item.month)},
                        {"worker_category", item.worker_category},
                        {"payment_date", mutua::to_string(item.payment_date)},
                        {"member_hash", item.member_hash},
                        {"inputs", json_of(item.inputs)},
                        {"causes", json_of_causes(item.causes)}};
    put_amounts(object, item);
    return object;
}

Month month_of_plan(const ordered_json& body, const char* key) {
    const auto month = parse_month(body.at(key).get<std::string>());
    require(month.has_value(), "a sealed plan holds its month");
    return *month;
}

PlannedDifference planned_difference_of(const ordered_json& body) {
    return {planned_payslip_of(body), PayslipId{body.at("original").get<std::int64_t>()},
            PayslipId{body.at("corrects").get<std::int64_t>()}, month_of_plan(body, "month"),
            causes_of(body.at("causes"))};
}

}  // namespace

PlanFile write_plan(const InvoicePlan& plan) {
    ordered_json items = ordered_json::array();
    for (const PlannedInvoice& item : plan.items) { items.push_back(json_of(item)); }
    return sealed({{"plan", "invoice"},
                   {"format", format_version},
                   {"entity", plan.entity.text()},
                   {"issue_date", mutua::to_string(plan.issue_date)},
                   {"until", plan.until ? ordered_json(mutua::to_string(*plan.until))
                                        : ordered_json(nullptr)},
                   {"ruleset", plan.ruleset},
                   {"settings", plan.settings},
                   {"items", items},
                   {"warnings", json_of(plan.warnings)}});
}

PlanFile write_plan(const PayrollPlan& plan) {
    ordered_json items = ordered_json::array();
    for (const PlannedPayslip& item : plan.items) { items.push_back(json_of(item)); }
    return sealed({{"plan", "payroll"},
                   {"format", format_version},
                   {"entity", plan.entity.text()},
                   {"month", mutua::to_string(plan.month)},
                   {"issue_date", mutua::to_string(plan.issue_date)},
                   {"ruleset", plan.ruleset},
                   {"settings", plan.settings},
                   {"items", items},
                   {"warnings", json_of(plan.warnings)}});
}

PlanFile write_plan(const CorrectionPlan& plan) {
    ordered_json items = ordered_json::array();
    for (const PlannedDifference& item : plan.items) { items.push_back(json_of(item)); }
    return sealed(
        {{"plan", correction_plan},
         {"format", format_version},
         {"entity", plan.entity.text()},
         {"since",
          plan.since ? ordered_json(mutua::to_string(*plan.since)) : ordered_json(nullptr)},
         {"member", plan.member ? ordered_json(plan.member->text()) : ordered_json(nullptr)},
         {"issue_date", mutua::to_string(plan.issue_date)},
         {"ruleset", plan.ruleset},
         {"settings", plan.settings},
         {"items", items},
         {"warnings", json_of(plan.warnings)}});
}

Result<InvoicePlan> read_invoice_plan(std::string_view bytes, const std::string& file) {
    const auto body = opened(bytes, file, "invoice");
    if (!body) { return body.error(); }
    InvoicePlan plan;
    plan.entity = EntityCode{body->at("entity").get<std::string>()};
    plan.issue_date = date_of(*body, "issue_date");
    if (!body->at("until").is_null()) { plan.until = date_of(*body, "until"); }
    plan.ruleset = body->at("ruleset");
    plan.settings = body->at("settings").get<settlement::PlanSettings>();
    for (const ordered_json& item : body->at("items")) {
        plan.items.push_back(planned_invoice_of(item));
    }
    plan.warnings = warnings_of(body->at("warnings"));
    return plan;
}

Result<PayrollPlan> read_payroll_plan(std::string_view bytes, const std::string& file) {
    const auto body = opened(bytes, file, "payroll");
    if (!body) { return body.error(); }
    PayrollPlan plan;
    plan.entity = EntityCode{body->at("entity").get<std::string>()};
    plan.month = month_of_plan(*body, "month");
    plan.issue_date = date_of(*body, "issue_date");
    plan.ruleset = body->at("ruleset");
    plan.settings = body->at("settings").get<settlement::PlanSettings>();
    for (const ordered_json& item : body->at("items")) {
        plan.items.push_back(planned_payslip_of(item));
    }
    plan.warnings = warnings_of(body->at("warnings"));
    return plan;
}

Result<CorrectionPlan> read_correction_plan(std::string_view bytes, const std::string& file) {
    const auto body = opened(bytes, file, correction_plan);
    if (!body) { return body.error(); }
    CorrectionPlan plan;
    plan.entity = EntityCode{body->at("entity").get<std::string>()};
    if (!body->at("since").is_null()) { plan.since = month_of_plan(*body, "since"); }
    if (!body->at("member").is_null()) {
        plan.member = MemberCode{body->at("member").get<std::string>()};
    }
    plan.issue_date = date_of(*body, "issue_date");
    plan.ruleset = body->at("ruleset");
    plan.settings = body->at("settings").get<settlement::PlanSettings>();
    for (const ordered_json& item : body->at("items")) {
        plan.items.push_back(planned_difference_of(item));
    }
    plan.warnings = warnings_of(body->at("warnings"));
    return plan;
}

bool is_correction_plan(std::string_view bytes) {
    const ordered_json body = ordered_json::parse(bytes, nullptr, false);
    return body.is_object() && body.contains("plan") && body.at("plan") == correction_plan;
}

}  // namespace mutua::tabular
