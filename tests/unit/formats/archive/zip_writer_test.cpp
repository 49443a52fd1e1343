#include "formats/archive/zip_writer.hpp"

#include "engine/core/contract.hpp"
#include "engine/core/digest.hpp"
#include "tests/support/files.hpp"

#include <catch2/catch.hpp>
#include <stdlib.h>
#include <time.h>

#include <array>
#include <clocale>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

using mutua::Date;
using mutua::archive::ArchivedFile;
using mutua::archive::ArchiveFailure;
using mutua::archive::Packing;
using mutua::archive::write_zip;
using mutua::test::file_bytes;
using mutua::test::TemporaryFolder;

namespace {

const Date november_30 = date::year{2026} / 11 / 30;

const std::vector<ArchivedFile> two_files{
    {"2026-000001.xml", november_30, Packing::deflated},
    {"Übersicht €.csv", date::year{2026} / 3 / 29, Packing::stored}};

std::string two_contents(std::size_t place) {
    return place == 0 ? std::string(5000, 'x') : "number;total\n1;2.00\n";
}

/// What a program prints, and that it was content.
std::string output_of(const std::string& command) {
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 4096> part{};
    for (std::size_t count = 0; (count = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
        text.append(part.data(), count);
    }
    INFO(command << "\n" << text);
    CHECK(::pclose(pipe) == 0);
    return text;
}

/// The clock of another place, until the end of the scope.
class TimeZone {
public:
    explicit TimeZone(const char* name) {
        if (const char* set = ::getenv("TZ")) { before_ = set; }
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    TimeZone(const TimeZone&) = delete;
    TimeZone& operator=(const TimeZone&) = delete;
    ~TimeZone() {
        before_.empty() ? ::unsetenv("TZ") : ::setenv("TZ", before_.c_str(), 1);
        ::tzset();
    }

private:
    std::string before_;
};

std::string written(const TemporaryFolder& folder, const std::string& name) {
    write_zip(folder.named(name), two_files, two_contents);
    return folder.read(name);
}

}  // namespace

TEST_CASE("an archive is one that others unpack, names and days included", "[archive]") {
    const TemporaryFolder folder;
    write_zip(folder.named("a.zip"), two_files, two_contents);
    const std::string quoted = "'" + folder.named("a.zip") + "'";
    CHECK(output_of("unzip -t " + quoted).find("No errors detected") != std::string::npos);
    const std::string list = output_of("unzip -Z -T " + quoted);
    CHECK(list.find("-rw-r--r--") != std::string::npos);
    CHECK(list.find("20261130.120000 2026-000001.xml") != std::string::npos);
    CHECK(list.find("20260329.120000 ") != std::string::npos);
    output_of("cd '" + folder.path().string() + "' && LC_ALL=C.UTF-8 unzip -q a.zip");
    CHECK(folder.read("2026-000001.xml") == two_contents(0));
    CHECK(folder.read("Übersicht €.csv") == two_contents(1));
}

TEST_CASE("an archive has the same bytes in every time zone and locale", "[archive]") {
    const TemporaryFolder folder;
    const std::string first = written(folder, "first.zip");
    for (const char* zone : {"UTC", "Pacific/Auckland", "America/St_Johns", "Europe/Brussels"}) {
        const TimeZone there{zone};
        INFO(zone);
        CHECK(written(folder, "again.zip") == first);
    }
    const std::string before = std::setlocale(LC_ALL, nullptr);
    static_cast<void>(std::setlocale(LC_ALL, "C"));
    CHECK(written(folder, "again.zip") == first);
    static_cast<void>(std::setlocale(LC_ALL, before.c_str()));
    // Local headers of 30 bytes, central ones of 46, an end of 22, names of 15 and 18, 22 bytes of
    // packed x and 20 of text: no field of a user, a machine or a clock beside them.
    CHECK(first.size() == 2 * (30 + 46) + 22 + 2 * (15 + 18) + 22 + 20);
}

TEST_CASE("each file of an archive is asked for once, in order", "[archive]") {
    const TemporaryFolder folder;
    std::vector<ArchivedFile> files;
    for (int i = 0; i < 300; ++i) { files.push_back({std::to_string(1000 + i), november_30}); }
    std::vector<std::size_t> asked;
    write_zip(folder.named("a.zip"), files, [&](std::size_t place) {
        asked.push_back(place);
        return std::to_string(place);
    });
    REQUIRE(asked.size() == 300);
    CHECK(std::is_sorted(asked.begin(), asked.end()));
}

TEST_CASE("an archive that fails leaves what was there", "[archive]") {
    const TemporaryFolder folder;
    static_cast<void>(folder.write("a.zip", "before"));
    const auto broken = [](std::size_t place) -> std::string {
        if (place == 1) { throw std::out_of_range{"the second"}; }
        return "first";
    };
    CHECK_THROWS_AS(write_zip(folder.named("a.zip"), two_files, broken), std::out_of_range);
    CHECK(folder.read("a.zip") == "before");
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
    CHECK_THROWS_AS(write_zip(folder.named("no/a.zip"), two_files, two_contents), ArchiveFailure);
}

TEST_CASE("names in an archive are plain, and each stands once", "[archive]") {
    const TemporaryFolder folder;
    for (const char* name : {"../a", "b\\c", ""}) {
        CHECK_THROWS_AS(write_zip(folder.named("a.zip"), {{name, november_30}}, two_contents),
                        mutua::ContractViolation);
    }
    CHECK_THROWS_AS(
        write_zip(folder.named("a.zip"), {{"a", november_30}, {"a", november_30}}, two_contents),
        mutua::ContractViolation);
    CHECK_FALSE(std::filesystem::exists(folder / "a.zip"));
}

// More files than the form of 1989 can count: run on request.
TEST_CASE("an archive of 70 000 files is a ZIP64", "[.all][archive]") {
    const TemporaryFolder folder;
    std::vector<ArchivedFile> files;
    for (int i = 0; i < 70'000; ++i) {
        files.push_back({std::to_string(100'000 + i), november_30});
    }
    write_zip(folder.named("a.zip"), files,
              [](std::size_t place) { return std::to_string(place); });
    CHECK(output_of("unzip -tq '" + folder.named("a.zip") + "'").find("No errors detected") !=
          std::string::npos);
    CHECK(output_of("unzip -p '" + folder.named("a.zip") + "' 169999") == "69999");
}
