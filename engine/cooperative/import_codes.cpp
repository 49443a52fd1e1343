#include "engine/cooperative/import_codes.hpp"

#include <algorithm>
#include <iterator>

namespace mutua::cooperative {

namespace {

constexpr Severity error = Severity::error;
constexpr Severity warning = Severity::warning;
constexpr Severity note = Severity::note;

// I0NN the file and its table, I1NN texts, words, dates and identifiers, I2NN numbers and amounts,
// I3NN rows against rows of the same key, I5NN against other facts.
constexpr MessageCode codes[] = {
    {"I001", error, "The file is empty or has no header line.",
     "Begin the file with the names of the columns; one row a line follows.",
     "declaration_id,member_id,client_id,…"},
    {"I002", error, "The bytes are not UTF-8, the encoding of every file here.",
     "Save the file again as \"CSV UTF-8\".", "iconv -f windows-1252 -t utf-8 june.csv"},
    {"I003", error, "A NUL byte stands in the text: the row is damaged or the file is no text.",
     "Export the file again as CSV.", ""},
    {"I004", error, "A line is longer than any row can be.",
     "Look for a missing line end or a missing closing quote.", ""},
    {"I005", error, "A cell is longer than any field can be.",
     "Look for a missing closing quote, or shorten the text.", ""},
    {"I006", error, "A quote was opened and never closed.",
     "Close the cell with a quote; write a quote inside a cell twice.", "\"say \"\"yes\"\"\""},
    {"I007", error,
     "A quoted cell goes on after its closing quote, or a quote stands in a bare one.",
     "Put the whole cell in quotes and write each quote inside it twice.",
     "a \"big\" job → \"a \"\"big\"\" job\""},
    {"I008", error, "The row has more or fewer cells than the header.",
     "Put cells that contain a separator in quotes; add or remove separators.",
     "design, print → \"design, print\""},
    {"I009", error, "The header names a column that does not exist.",
     "Use the names of the manual, in any order.", "prix → price"},
    {"I010", error, "The header, or one JSON object, names a column twice.", "Keep one of the two.",
     ""},
    {"I011", error, "A column that every row needs is missing.",
     "Add the column to the header and fill it.", ""},
    {"I012", error, "The JSON cannot be read at this place.",
     "Mend the text; a comma, a quote or a bracket is missing or too many.", ""},
    {"I013", error, "The JSON is not a list of objects.",
     "Write a list of objects whose keys are the column names.", "[{\"member_id\": \"M-1\", …}]"},
    {"I014", error, "A JSON value is neither text, number, yes/no nor empty.",
     "Write the value as text.", "\"price\": \"250.00\""},
    {"I015", error, "A control character stands in the text.",
     "Remove it; line breaks and tabs inside a cell are not kept either.", ""},
    {"I016", error, "So many rows are wrong that the rest of the file was not read.",
     "Mend the first mistakes; often all come from one cause.", ""},
    {"I017", error, "The file is not text but an office document or an archive.",
     "Open it in the spreadsheet program and save it as \"CSV UTF-8\".", ""},
    {"I018", error, "The file has more rows than one import takes.", "Split it into several files.",
     ""},
    {"I019", error, "The file is plainly another one: its columns are those of another import.",
     "Name the right file, or the right import.", "mutua import members members.csv"},

    {"I101", error, "A field that every row needs is empty.", "Fill it.", ""},
    {"I102", error, "The text is longer than the field can be.", "Shorten it.", ""},
    {"I103", error, "The word is not one of those that this field knows.",
     "Write one of the words that the message lists.", "household: single"},
    {"I104", error, "This is no country of ISO 3166-1.", "Write the code of two letters.", "BE"},
    {"I105", error, "The field is yes or no.", "Write `yes` or `no`; empty means no.", "yes"},
    {"I106", error, "The key of a row holds characters that cannot stand in file names and keys.",
     "Use up to 40 letters, digits, `-`, `_` and `.`, beginning with a letter or digit.", "M-0042"},
    {"I107", error, "This is not the number of a joint committee.",
     "Write three digits, for a sub-committee two more after a point.", "304, 329.02"},
    {"I110", error, "This is not a date as the file needs it.", "Write year, month and day.",
     "3/11/2026 → 2026-11-03"},
    {"I111", error, "The date does not exist.", "Look the day up in the calendar.",
     "2026-11-31 → 2026-11-30"},
    {"I112", error, "The same work date stands twice in one row.",
     "Write each date once; the hours of both visits belong to the same date.", ""},
    {"I120", error, "The national number does not have its eleven digits, or they do not fit.",
     "Copy the number from the identity card.", "85.07.30-033.28"},
    {"I121", error, "The enterprise number does not have its ten digits, or they do not fit.",
     "Look the client up in the register of enterprises.", "0999.000.228"},
    {"I122", error, "The VAT number does not have the form or the check digits of its country.",
     "Copy it with the country's two letters from an invoice of the client.", "BE0999000228"},
    {"I123", error,
     "The IBAN does not have the length of its country, or its check digits do not fit.",
     "Copy it from the bank card or a statement.", "BE68 5390 0754 7034"},
    {"I124", error, "This is not a BIC.", "Write its 8 or 11 characters, or leave it empty.",
     "GKCCBEBB"},
    {"I125", error, "This is not a Peppol address.",
     "Write the scheme, a colon and the number; for Belgium 0208 and the enterprise number.",
     "0208:0999000228"},
    {"I126", error, "This is not an e-mail address.", "Write name@domain.", "info@example.be"},
    {"I127", error, "The client's VAT number and enterprise number are not the same number.",
     "Correct the wrong one; of a Belgian VAT number the digits are the enterprise number.", ""},
    {"I128", warning, "The Peppol address is that of another enterprise number than the client's.",
     "Check that invoices for this client may go to that enterprise.", ""},
    {"I129", warning, "A national number or an account number stands in a free text.",
     "Leave it out: others read it; description and order are printed on the client's invoice.",
     ""},

    {"I201", error, "This is not an amount.",
     "Write digits with at most two decimals, without a currency sign.", "1234.50"},
    {"I202", error, "The number has more decimals than its field.",
     "Round it to two decimals yourself: what is invoiced must be what was agreed.",
     "33.333 → 33.33"},
    {"I203", error, "The price is zero or below.",
     "Write the price before VAT that the client agreed to pay.", "250.00"},
    {"I204", error, "The number can be read in two ways.",
     "Write the decimals, or leave the point out.", "1.234 → 1234.00 or 1.23"},
    {"I205", error, "Expenses cannot be below zero.", "Write 0.00 or the sum of the receipts.", ""},
    {"I206", error, "This is not a number of hours.",
     "Write hours with at most two decimals; 7 h 36 min is 7.60.", "7:36 → 7.60"},
    {"I207", error, "The hours are zero or below.", "Write the hours worked on all dates together.",
     "7.60"},
    {"I208", error, "The number is larger than the field can be.", "Check the decimal sign.", ""},
    {"I209", error, "This is not a percentage between 0 and 100.", "Write it without a sign.",
     "18.00"},
    {"I210", error, "This is not a whole number of the size that the field takes.",
     "Write digits only.", "2"},

    {"I211", error, "More children are disabled than there are children.",
     "Count disabled children among the children too.", ""},

    {"I301", error, "Two rows of the file have the same key and other content.",
     "Give one of them its own key, or delete it.", ""},
    {"I302", note, "Two rows of the file are the same; the second adds nothing.", "Nothing to do.",
     ""},
    {"I303", error, "The key is known already with other content.",
     "Facts are not changed by importing them again: give the row its own key; of a member, "
     "`--from DAY` records what changes from a day on.",
     ""},
    {"I304", error, "Another member has this national number.",
     "A person is one member: use the key that the person has.", ""},
    {"I306", note, "The row was imported before and has not changed.", "Nothing to do.", ""},
    {"I310", warning, "The IBAN is not the one of the last payment.",
     "A second person approves the change before anything is paid.", ""},
    {"I501", error, "No member has this key.", "Import the member first, or correct the key.", ""},
    {"I502", error, "No client has this key.", "Import the client first, or correct the key.", ""},
    {"I505", warning, "The member has a payslip for the month of this work already.",
     "Declare work before its month is paid; only a difference slip can pay it now: `mutua payroll "
     "apply --corrections`.",
     ""},
};

}  // namespace

std::span<const MessageCode> import_codes() { return codes; }

const MessageCode* find_import_code(std::string_view code) {
    const auto* found = std::find_if(std::begin(codes), std::end(codes),
                                     [&](const MessageCode& row) { return row.code == code; });
    return found == std::end(codes) ? nullptr : found;
}

}  // namespace mutua::cooperative
