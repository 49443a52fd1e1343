#include "engine/store/credit_note_repository.hpp"
#include "engine/store/inspection.hpp"
#include "engine/store/invoice_repository.hpp"

#include <map>
#include <utility>

namespace mutua::store {

namespace {

/// A counter of one entity: its series and, for documents numbered by year, the year.
using Series = std::pair<std::string, std::int64_t>;

/// Walks over numbers that must be 1, 2, 3 … and remembers the last.
class Sequence {
public:
    Sequence(Inspection& inspection, std::string where)
        : inspection_{inspection}, where_{std::move(where)} {}

    void take(std::int64_t number) {
        if (number == last_) {
            inspection_.add("S301", where_, "number " + std::to_string(number) + " is there twice");
        } else if (number > last_ + 1) {
            inspection_.add("S301", where_, missing(last_ + 1, number - 1));
        }
        last_ = number;
    }
    [[nodiscard]] std::int64_t last() const noexcept { return last_; }

private:
    static std::string missing(std::int64_t first, std::int64_t last) {
        return first == last ? "number " + std::to_string(first) + " is missing"
                             : "numbers " + std::to_string(first) + " to " + std::to_string(last) +
                                   " are missing";
    }

    Inspection& inspection_;
    std::string where_;
    std::int64_t last_ = 0;
};

std::string described(const Series& series) {
    return series.second == 0 ? "series " + series.first
                              : "series " + series.first + " of " + std::to_string(series.second);
}

/// Numbers of one table, in order, grouped by series; the last of each.
void walk(Inspection& inspection, Statement numbers, std::map<Series, std::int64_t>& lasts) {
    std::map<Series, Sequence> sequences;
    while (numbers.next()) {
        const Series series{numbers.text(0), numbers.integer(1)};
        auto& sequence = sequences.try_emplace(series, inspection, described(series)).first->second;
        sequence.take(numbers.integer(2));
    }
    for (const auto& [series, sequence] : sequences) { lasts[series] = sequence.last(); }
}

void compare_counters(Inspection& inspection, const EntityCode& entity,
                      std::map<Series, std::int64_t> lasts) {
    Statement counter = inspection.store.connection().query(
        "select series, year, last from counter where entity_id = :entity order by series, year",
        "tii", entity);
    while (counter.next()) {
        const Series series{counter.text(0), counter.integer(1)};
        const auto found = lasts.find(series);
        const std::int64_t last = found == lasts.end() ? 0 : found->second;
        if (last != counter.integer(2)) {
            inspection.add("S302", "counter " + described(series),
                           "stands at " + std::to_string(counter.integer(2)) +
                               "; the last number kept is " + std::to_string(last));
        }
        if (found != lasts.end()) { lasts.erase(found); }
    }
    for (const auto& [series, last] : lasts) {
        inspection.add("S302", "counter " + described(series),
                       "is gone; the last number kept is " + std::to_string(last));
    }
}

void inspect_printed_numbers(Inspection& inspection, const EntityCode& entity) {
    InvoiceRepository invoices{inspection.store, entity};
    InvoiceFilter page;
    page.limit = inspected_at_once;
    for (auto rows = invoices.list(page); !rows.empty(); rows = invoices.list(page)) {
        for (const InvoiceRow& row : rows) {
            const std::string where = "invoice " + row.number.text();
            if (row.number != settlement::invoice_number(row.place)) {
                inspection.add("S304", where,
                               "its place in the series is that of " +
                                   settlement::invoice_number(row.place).text());
            }
            if (row.structured_communication != settlement::invoice_communication(row.place)) {
                inspection.add("S303", where,
                               "its structured communication must be " +
                                   settlement::invoice_communication(row.place));
            }
        }
        page.after = rows.back().number;
    }
    for (const CreditNoteRow& row : CreditNoteRepository{inspection.store, entity}.list()) {
        const InvoiceNumber due = settlement::credit_note_number(row.place);
        if (row.number == due) { continue; }
        inspection.add("S304", "credit note " + row.number.text(),
                       "its place in the series is that of " + due.text());
    }
}

}  // namespace

void inspect_numbers(Inspection& inspection) {
    Connection& connection = inspection.store.connection();
    for (const EntityCode& entity : inspection.entities) {
        std::map<Series, std::int64_t> lasts;
        for (const char* sql :
             {"select cast(series as text), year, sequence from invoice"
              " where entity_id = :entity order by 1, 2, 3",
              "select 'C' || series, year, sequence from credit_note"
              " where entity_id = :entity order by 1, 2, 3",
              "select 'PAY', 0, id from (select entity_id, payslip_id as id from payslip union all"
              " select entity_id, slip_id from difference_slip) s where s.entity_id = :entity"
              " order by 3",
              "select 'ENT', 0, entry_id from entry where entity_id = :entity order by 3",
              "select 'RUN', 0, run_id from run where entity_id = :entity order by 3",
              "select 'EXP', 0, export_id from export where entity_id = :entity order by 3",
              "select 'REC', 0, received_id from received_document where entity_id = :entity"
              " order by 3",
              "select 'OUT', 0, outbox_id from outbox where entity_id = :entity order by 3"}) {
            walk(inspection, connection.query(sql, "tii", entity), lasts);
        }
        compare_counters(inspection, entity, std::move(lasts));
        inspect_printed_numbers(inspection, entity);
    }
}

}  // namespace mutua::store
