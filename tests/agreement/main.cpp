// Compares `mutua ubl validate` with the official rules, document by document:
//   ubl-agreement [--mutants N] [--seed S] [--keep FOLDER] [--data yes|no]
// Exit 0 when no verdict differs, 1 when one does, 64 for anything else that is asked.
#include "formats/ubl/validation/validator.hpp"
#include "tests/agreement/mutation.hpp"
#include "tests/agreement/verdicts.hpp"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace mutua::agreement;

struct Asked {
    std::size_t mutants = 1000;
    unsigned long long seed = 1;
    std::string keep;
    bool data = true;
};

bool read_arguments(const std::vector<std::string>& words, Asked& asked) {
    for (std::size_t at = 0; at < words.size(); at += 2) {
        if (at + 1 == words.size()) { return false; }
        const std::string& value = words[at + 1];
        if (words[at] == "--mutants") {
            asked.mutants = std::stoul(value);
        } else if (words[at] == "--seed") {
            asked.seed = std::stoull(value);
        } else if (words[at] == "--keep") {
            asked.keep = value;
        } else if (words[at] == "--data") {
            asked.data = value == "yes";
        } else {
            return false;
        }
    }
    return true;
}

}  // namespace

int main(int count, char** words) {
    Asked asked;
    if (!read_arguments({words + 1, words + count}, asked)) {
        std::cerr << "ubl-agreement [--mutants N] [--seed S] [--keep FOLDER] [--data yes|no]\n";
        return 64;
    }
    const fs::path shared = shared_folder();
    if (!has_oracle(shared)) {
        std::cout << "skipped: the official rules are not at hand, " << asked.mutants
                  << " documents not compared\n";
        return 0;
    }
    const fs::path folder = asked.keep.empty() ? fs::temp_directory_path() / "mutua-ubl-agreement"
                                               : fs::path{asked.keep};
    fs::remove_all(folder);
    fs::create_directories(folder);
    const auto documents = sound_documents(shared);
    std::size_t known = asked.data ? write_known_documents(shared, folder) : 0;
    Mutator mutator{documents, asked.seed};
    write_mutants(mutator, asked.mutants, folder);
    const Comparison found = compare(shared, folder);
    std::cout << known << " known documents, " << asked.mutants << " mutants of "
              << documents.size() << " (seed " << asked.seed << "): " << found.same << " agree, "
              << found.differing << " differ\n"
              << found.not_evaluated
              << " of them the official rules could not evaluate to the end, " << found.rules.size()
              << " rules fired\n";
    if (asked.keep.empty()) { fs::remove_all(folder); }
    return found.differing == 0 ? 0 : 1;
}
