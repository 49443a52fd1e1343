#pragma once

#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/invoice.hpp"
#include "formats/tabular/csv_writer.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <tuple>

namespace mutua::tabular {

/// What documents add up to. Units: euro; credit notes count negative.
struct DocumentSums {
    std::size_t documents = 0;
    Money base;
    Money vat;
    Money total;

    DocumentSums& operator+=(const DocumentSums& other);
    friend bool operator==(const DocumentSums&, const DocumentSums&) = default;
};

/// Two neutral tables for other accounting programs, as documents are added one after the other.
/// Amounts of credit notes are negative, so that every column adds up.
///
/// totals.csv: a row for each VAT category and rate of each document. control.csv: what these rows
/// add up to, in lines `rate` (by type, category and rate), `type`, `all`; and `books`, what the
/// ledger holds for the same documents. `documents` counts documents, also in lines `rate`.
/// Both: comma, point, ISO days, UTF-8, LF, a heading; text that a spreadsheet would take for a
/// formula gets a leading apostrophe.
class DocumentTotals {
public:
    DocumentTotals();

    /// Adds a document, and says what it comes to.
    DocumentSums add(const settlement::Invoice& invoice);
    DocumentSums add(const settlement::CreditNote& note);

    [[nodiscard]] const DocumentSums& all() const noexcept { return all_; }
    [[nodiscard]] const std::string& totals_csv() const noexcept { return rows_.written(); }
    [[nodiscard]] std::string control_csv(const DocumentSums& books) const;

private:
    enum class Sign { plus, minus };
    /// Type, category, and the rate in hundredths of a percent before its text.
    using Rate = std::tuple<std::string, std::string, Money, std::string>;

    DocumentSums add(const settlement::Invoice& document, Sign sign, const std::string& credits);

    CsvWriter rows_{',', FormulaGuard::on};
    std::map<Rate, DocumentSums> by_rate_;
    std::map<std::string, DocumentSums> by_type_;
    DocumentSums all_;
};

}  // namespace mutua::tabular
