#include "tests/benchmarks/pdf_benchmark.hpp"

#include "engine/core/contract.hpp"
#include "formats/pdf/document_page.hpp"
#include "formats/ubl/document_reader.hpp"
#include "tests/benchmarks/measure.hpp"

#include <fstream>
#include <iterator>
#include <ostream>
#include <string>

namespace mutua::benchmarks {

bool pdf_benchmark(const std::filesystem::path& invoice, std::ostream& out) {
    std::ifstream in{invoice, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto read = ubl::read_document(text, invoice.string());
    require(read.has_value(), "the invoice of the benchmark can be read");
    const auto draw = [&read] {
        return pdf::write_pdf(read->document, cooperative::Language::fr,
                              {pdf::Original::electronic})
            .pdf;
    };
    const std::string first = draw();
    constexpr std::int64_t documents = 200;
    bool is_same = true;
    const std::int64_t time = median_time(5, [&] {
        for (std::int64_t each = 0; each < documents; ++each) {
            is_same = draw() == first && is_same;
        }
    });
    out << "pages of " << read->document.lines.size() << " lines, " << first.size()
        << " bytes: " << hundredths(time / (documents * 10'000)) << " ms a document (goal 3.00), "
        << per_second(documents, time) << '\n';
    return is_same;
}

}  // namespace mutua::benchmarks
