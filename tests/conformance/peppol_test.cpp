#include "formats/ubl/invoice_writer.hpp"
#include "tests/support/files.hpp"
#include "tests/support/sample_invoices.hpp"
#include "tests/support/shared_folder.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>

namespace fs = std::filesystem;
using namespace mutua;

namespace {

bool has_judge(const fs::path& validator) {
    return fs::exists(validator) && fs::exists("/usr/share/java/Saxon-HE.jar") &&
           std::system("command -v java >/dev/null 2>&1") == 0;
}

std::string output_of(const std::string& command) {
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    std::array<char, 4096> part{};
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe)) {
        output.append(part.data(), count);
    }
    ::pclose(pipe);
    return output;
}

}  // namespace

TEST_CASE("the official Peppol rules have nothing to say about our invoices", "[conformance]") {
    const auto invoices = samples::all_invoices();
    const fs::path validator = test::shared_folder() / "tools" / "ubl-oracle" / "validate";
    if (!has_judge(validator)) {
        WARN("skipped: " << invoices.size() << " documents not judged (no shared/)");
        return;
    }
    const test::TemporaryFolder folder;
    for (const auto& invoice : invoices) {
        folder.write(invoice.number.text() + ".xml", ubl::write_invoice(invoice));
    }
    std::istringstream verdicts{
        output_of(validator.string() + " " + folder.path().string() + " 2>/dev/null")};
    std::size_t clean = 0;
    for (std::string line; std::getline(verdicts, line);) {
        INFO(line);
        const bool is_clean = line.ends_with("\tOK");
        CHECK(is_clean);
        clean += is_clean ? 1 : 0;
    }
    CHECK(clean == invoices.size());
}
