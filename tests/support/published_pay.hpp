#pragma once

#include "engine/core/contract.hpp"
#include "engine/core/decimal.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::test {

using Json = nlohmann::ordered_json;

/// One case of fixtures/payslips: published figures, in the words of the rule packs.
struct PublishedCase {
    std::string package;
    std::string category;  ///< of the worker; `every` where it does not matter
    Json written;          ///< the case as it stands in its file

    [[nodiscard]] std::string text(const char* member) const {
        return written.at(member).get<std::string>();
    }
};

inline std::filesystem::path published_pay_folder() {
    return std::filesystem::path{MUTUA_SOURCE_DIR} / "fixtures" / "payslips";
}

/// All cases of fixtures/payslips, file by file.
inline std::vector<PublishedCase> published_cases() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{published_pay_folder()}) {
        if (entry.path().extension() == ".json") { files.push_back(entry.path()); }
    }
    std::sort(files.begin(), files.end());
    std::vector<PublishedCase> cases;
    for (const auto& file : files) {
        const Json all = Json::parse(file_bytes(file));
        for (const Json& one : all.at("cases")) {
            const Json& input = one.at("input");
            const std::string usual = all.at("category").get<std::string>();
            cases.push_back({all.at("package").get<std::string>(),
                             input.is_object() ? input.value("worker_category", usual) : usual,
                             one});
        }
    }
    return cases;
}

/// A member as a list: an object counts as a list of one.
inline Json rows_of(const Json& member) {
    return member.is_array() ? member : Json::array({member});
}

/// A value in one way of writing, so that equal texts are equal values: `46.44 %` and `0.464400`,
/// `38` and `38.00`, `15/38` are exact numbers; all else stands as it is.
inline std::string exact_text(const Json& value) {
    if (!value.is_string()) {
        return value.is_number() ? exact_text(Json(value.dump())) : value.dump();
    }
    const std::string text = value.get<std::string>();
    const std::string_view all = text;
    const auto number = [](std::string_view part) { return parse_decimal(part); };
    if (all.ends_with(" %")) {
        const auto percent = number(all.substr(0, all.size() - 2));
        return percent ? Decimal{*percent / 100}.str() : text;
    }
    const auto stroke = all.find('/');
    if (stroke != std::string_view::npos) {
        const auto above = number(all.substr(0, stroke));
        const auto below = number(all.substr(stroke + 1));
        return above && below && *below != 0 ? Decimal{*above / *below}.str() : text;
    }
    const auto plain = number(all);
    return plain ? plain->str() : text;
}

}  // namespace mutua::test
