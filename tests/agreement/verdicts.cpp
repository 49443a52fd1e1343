#include "tests/agreement/verdicts.hpp"

#include "formats/ubl/validation/validator.hpp"
#include "tests/support/xml_spans.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>

namespace mutua::agreement {

namespace {

namespace fs = std::filesystem;
using test::element_spans;
using test::ElementSpan;
using ubl::validation::Finding;
using ubl::validation::Findings;
using ubl::validation::Validator;
using ubl::validation::Weight;

std::string bytes_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream{file, std::ios::binary} << bytes;
}

std::vector<fs::path> documents_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        std::string ending = entry.path().extension().string();
        std::transform(ending.begin(), ending.end(), ending.begin(), ::tolower);
        if (ending == ".xml" || ending == ".xm") { files.push_back(entry.path()); }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// The documents inside a file of rule tests: one each `test`.
std::vector<std::string> documents_in(const std::string& test_set) {
    std::vector<std::string> found;
    for (const ElementSpan& span : element_spans(test_set)) {
        const bool is_document = span.name == "Invoice" || span.name == "CreditNote" ||
                                 span.name.ends_with(":Invoice") ||
                                 span.name.ends_with(":CreditNote");
        if (is_document) { found.push_back(test_set.substr(span.whole.begin, span.whole.size())); }
    }
    return found;
}

std::string output_of(const std::string& command) {
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string output;
    if (pipe == nullptr) { return output; }
    std::array<char, 1U << 16U> part{};
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe)) {
        output.append(part.data(), count);
    }
    ::pclose(pipe);
    return output;
}

/// Rules that hold for the sellers of one country: "DE-R-001", "GR-S-011".
bool is_national(const std::string& rule) {
    return rule.size() > 4 && rule[2] == '-' && rule[4] == '-';
}

/// What one judge says of a document.
struct Verdict {
    std::set<std::string> en16931;
    std::set<std::string> peppol;
    bool is_xml = true;
    bool has_structure = true;
    bool has_stopped = false;
    bool is_refused = false;
};

std::map<std::string, Verdict> official_verdicts(const fs::path& shared, const fs::path& folder) {
    std::map<std::string, Verdict> verdicts;
    std::istringstream lines{output_of((shared / "tools/ubl-oracle/validate").string() + " '" +
                                       folder.string() + "' 2>/dev/null")};
    for (std::string line; std::getline(lines, line);) {
        std::array<std::string, 4> cells;
        std::istringstream in{line};
        for (std::string& cell : cells) { std::getline(in, cell, '\t'); }
        Verdict& one = verdicts[fs::path{cells[0]}.filename().string()];
        const std::string& layer = cells[1];
        if (cells[3] == "fatal") { one.is_refused = true; }
        if (layer == "XML") { one.is_xml = false; }
        if (layer == "XSD") { one.has_structure = false; }
        if (layer == "RUN") { one.has_stopped = true; }
        const std::string verdict = cells[2] + " " + cells[3];
        if (layer == "EN16931") { one.en16931.insert(verdict); }
        if (layer.starts_with("PEPPOL") && !is_national(cells[2])) { one.peppol.insert(verdict); }
    }
    return verdicts;
}

Verdict our_verdict(const Findings& findings) {
    Verdict verdict;
    verdict.is_refused = has_fatal(findings);
    for (const Finding& one : findings) {
        const std::string told = one.rule + (one.weight == Weight::fatal ? " fatal" : " warning");
        if (one.rule.starts_with("XML-")) { verdict.is_xml = false; }
        if (one.rule.starts_with("XSD-")) { verdict.has_structure = false; }
        if (one.rule.starts_with("BR-") || one.rule.starts_with("UBL-")) {
            verdict.en16931.insert(told);
        }
        if (one.rule.starts_with("PEPPOL-")) { verdict.peppol.insert(told); }
    }
    return verdict;
}

/// What only one of them says.
std::string difference(const std::set<std::string>& official, const std::set<std::string>& ours) {
    std::string text;
    std::vector<std::string> only;
    std::set_difference(official.begin(), official.end(), ours.begin(), ours.end(),
                        std::back_inserter(only));
    for (const std::string& one : only) { text += " -" + one; }
    only.clear();
    std::set_difference(ours.begin(), ours.end(), official.begin(), official.end(),
                        std::back_inserter(only));
    for (const std::string& one : only) { text += " +" + one; }
    return text;
}

std::string difference(const Verdict& official, const Verdict& ours) {
    if (official.is_xml != ours.is_xml) { return official.is_xml ? " +not XML" : " -not XML"; }
    std::string text;
    if (official.has_structure != ours.has_structure) {
        text += official.has_structure ? " +structure" : " -structure";
    }
    if (!official.has_stopped) {
        return text + difference(official.en16931, ours.en16931) +
               difference(official.peppol, ours.peppol);
    }
    // They stop in EN 16931, or in Peppol once EN 16931 is told.
    if (!official.en16931.empty()) { text += difference(official.en16931, ours.en16931); }
    return ours.is_refused ? text : text + " -refused";
}

}  // namespace

fs::path shared_folder() {
    const char* named = std::getenv("MUTUA_SHARED");
    return named != nullptr ? fs::path{named} : fs::path{MUTUA_SOURCE_DIR}.parent_path() / "shared";
}

bool has_oracle(const fs::path& shared) {
    return fs::exists(shared / "tools/ubl-oracle/validate") &&
           fs::exists("/usr/share/java/Saxon-HE.jar") &&
           std::system("command -v java >/dev/null 2>&1") == 0;
}

std::vector<std::string> sound_documents(const fs::path& shared) {
    std::vector<std::string> documents;
    for (const char* folder : {"examples", "belgian/pos", "belgian/probe", "reader-input"}) {
        for (const fs::path& file : documents_below(shared / "data/ubl" / folder)) {
            documents.push_back(bytes_of(file));
        }
    }
    for (const fs::path& file :
         documents_below(fs::path{MUTUA_SOURCE_DIR} / "fixtures/ubl/valid")) {
        documents.push_back(bytes_of(file));
    }
    return documents;
}

std::size_t write_known_documents(const fs::path& shared, const fs::path& folder) {
    std::size_t count = 0;
    const fs::path data = shared / "data/ubl";
    for (const char* part : {"examples", "belgian", "reader-input"}) {
        for (const fs::path& file : documents_below(data / part)) {
            ++count;
            write(folder / (file.parent_path().filename().string() + "--" + file.stem().string() +
                            ".xml"),
                  bytes_of(file));
        }
    }
    for (const fs::path& file : documents_below(data / "unit")) {
        std::size_t number = 0;
        for (const std::string& document : documents_in(bytes_of(file))) {
            ++count;
            write(folder / (file.parent_path().filename().string() + "--" + file.stem().string() +
                            "-" + std::to_string(++number) + ".xml"),
                  document);
        }
    }
    return count;
}

void write_mutants(Mutator& mutator, std::size_t count, const fs::path& folder) {
    for (std::size_t each = 1; each <= count; ++each) {
        write(folder / ("mutant-" + std::to_string(each) + ".xml"), mutator.next());
    }
}

Comparison compare(const fs::path& shared, const fs::path& folder) {
    const auto official = official_verdicts(shared, folder);
    const Validator validator;
    Comparison found;
    for (const fs::path& file : documents_below(folder)) {
        const std::string name = file.filename().string();
        const auto known = official.find(name);
        const Verdict theirs = known == official.end() ? Verdict{} : known->second;
        const Verdict ours = our_verdict(validator.validate(bytes_of(file), name));
        found.not_evaluated += theirs.has_stopped ? 1U : 0U;
        found.rules.insert(theirs.en16931.begin(), theirs.en16931.end());
        found.rules.insert(theirs.peppol.begin(), theirs.peppol.end());
        const std::string text = difference(theirs, ours);
        if (text.empty()) {
            ++found.same;
        } else {
            ++found.differing;
            std::cout << name << ":" << text << '\n';
        }
    }
    return found;
}

}  // namespace mutua::agreement
