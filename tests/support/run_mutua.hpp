#pragma once

#include "cli/program.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace mutua::test {

/// A folder that is gone when the test ends.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "mutua-XXXXXX").string();
        require(::mkdtemp(pattern.data()) != nullptr, "a temporary folder can be made");
        path_ = pattern;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// What a command printed, and how it ended.
struct Ran {
    int exit_code = 0;
    std::string out;
    std::string err;
};

/// Who reads what a command prints.
enum class Reader { program, person };

/// Runs one command of the program in a workspace, on a day, without a terminal unless a person
/// reads.
inline Ran run_mutua(const std::filesystem::path& workspace, const std::string& today,
                     std::vector<std::string> arguments, const std::string& input = "",
                     Reader reader = Reader::program) {
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream err;
    const auto day = parse_date(today);
    require(day.has_value(), "a test names a day");
    cli::Context context{
        in, out, err, *day, workspace, std::filesystem::path{MUTUA_SOURCE_DIR} / "rules", {}};
    context.out_is_terminal = reader == Reader::person;
    const cli::ExitCode code = cli::run_program(std::move(arguments), context);
    return {static_cast<int>(code), out.str(), err.str()};
}

inline std::string file_bytes(const std::filesystem::path& file) {
    std::ifstream input{file, std::ios::binary};
    require(static_cast<bool>(input), "the file can be read");
    return {std::istreambuf_iterator<char>{input}, {}};
}

}  // namespace mutua::test
