#include "formats/ubl/invoice_writer.hpp"
#include "tests/support/files.hpp"
#include "tests/support/judge.hpp"
#include "tests/support/sample_invoices.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <sstream>
#include <string>

namespace fs = std::filesystem;
using namespace mutua;

TEST_CASE("the official Peppol rules have nothing to say about our invoices", "[conformance]") {
    const auto invoices = samples::all_invoices();
    const fs::path validator = test::judge();
    if (!test::has_judge()) {
        WARN("skipped: " << invoices.size() << " documents not judged (no shared/)");
        return;
    }
    const test::TemporaryFolder folder;
    for (const auto& invoice : invoices) {
        folder.write(invoice.number.text() + ".xml", ubl::write_invoice(invoice));
    }
    std::istringstream verdicts{
        test::output_of(validator.string() + " " + folder.path().string() + " 2>/dev/null")};
    std::size_t clean = 0;
    for (std::string line; std::getline(verdicts, line);) {
        INFO(line);
        const bool is_clean = line.ends_with("\tOK");
        CHECK(is_clean);
        clean += is_clean ? 1 : 0;
    }
    CHECK(clean == invoices.size());
}
