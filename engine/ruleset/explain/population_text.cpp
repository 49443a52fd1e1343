#include "engine/ruleset/explain/population.hpp"
#include "engine/ruleset/explain/text_lines.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mutua::ruleset {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t bar_width = 30;
constexpr std::size_t refused_shown = 5;

/// A difference with its sign: "+1 234.56".
std::string signed_text(const Decimal& value, const Type& type) {
    return (value > 0 ? "+" : "") + shown(value, type);
}

Decimal power_of_ten(int exponent) {
    Decimal power = 1;
    for (int i = 0; i < exponent; ++i) { power *= 10; }
    for (int i = 0; i > exponent; --i) { power /= 10; }
    return power;
}

std::string padded_left(const std::string& text, std::size_t width) {
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

/// "+1.00 .. +10.00": from the nearer to zero to the further.
std::string range_text(const PowerOfTen& bin, const Type& type) {
    const Decimal low = power_of_ten(bin.exponent) * bin.sign;
    return signed_text(low, type) + " .. " + signed_text(low * 10, type);
}

std::string histogram_text(const FigureEffect& effect) {
    std::size_t most = 1;
    std::size_t width = 0;
    for (const PowerOfTen& bin : effect.histogram) {
        most = std::max(most, bin.rows);
        width = std::max(width, range_text(bin, effect.type).size());
    }
    std::string text;
    for (const PowerOfTen& bin : effect.histogram) {
        const std::size_t bar = std::max<std::size_t>(1, bin.rows * bar_width / most);
        text += "    " + padded(range_text(bin, effect.type), width) +
                padded_left(std::to_string(bin.rows), 9) + "  " + std::string(bar, '#') + "\n";
    }
    return text;
}

std::string examples_text(const FigureEffect& effect) {
    std::size_t width = 0;
    for (const ChangedRow& row : effect.examples) {
        width = std::max(width, row.identifier.size());
    }
    std::string text;
    for (const ChangedRow& row : effect.examples) {
        text += "    " + padded(row.identifier, width) + "  " + row.before + " -> " + row.after;
        if (effect.is_number) { text += "  (" + signed_text(row.difference, effect.type) + ")"; }
        text += "\n";
    }
    return text;
}

std::string effect_text(const Words& words, const FigureEffect& effect, std::size_t rows) {
    std::size_t width = 0;
    for (const char* what : {"rows changed", "sum", "smallest", "median", "largest"}) {
        width = std::max(width, columns_of(words(what)) + 1);
    }
    const auto line = [&](const char* what, const std::string& value) {
        return "  " + padded(words(what), width) + "  " + value + "\n";
    };
    std::string text =
        effect.figure + "\n" +
        line("rows changed",
             words("{} of {}", {std::to_string(effect.changed), std::to_string(rows)}));
    if (effect.is_number) {
        text += line("sum", signed_text(effect.sum, effect.type));
        text += line("smallest", signed_text(effect.smallest, effect.type));
        text += line("median", signed_text(effect.median, effect.type));
        text += line("largest", signed_text(effect.largest, effect.type));
        text += "  " + words("by size") + "\n" + histogram_text(effect);
    }
    if (!effect.examples.empty()) {
        text += "  " + words("largest changes") + "\n" + examples_text(effect);
    }
    return text + "\n";
}

std::string causes_text(const Words& words, const PopulationEffect& effect) {
    if (effect.causes.empty() && effect.joint.empty()) { return ""; }
    std::string text =
        words("causes: what the sum changes by when only this is taken from the new side") + "\n";
    const auto lines = [&text, &words](const std::vector<FigureEffect>& effects) {
        std::size_t width = 0;
        for (const FigureEffect& one : effects) { width = std::max(width, one.figure.size()); }
        for (const FigureEffect& one : effects) {
            const std::string sum =
                one.is_number ? signed_text(one.sum, one.type) : words("changed");
            text += "    " + padded(one.figure, width) + "  " +
                    (one.changed > 0 ? words("{} in {}", {sum, words.counted(one.changed, "row")})
                                     : sum) +
                    "\n";
        }
    };
    for (const Cause& cause : effect.causes) {
        text += "  " +
                (cause.separable ? cause.definition
                                 : words("{}: makes no valid rules alone, counted as joint",
                                         {cause.definition})) +
                "\n";
        lines(cause.effects);
        if (cause.refused > 0) {
            text += "    " +
                    words("{} rejected with it alone, counted as joint",
                          {words.counted(cause.refused, "row")}) +
                    "\n";
        }
    }
    if (!effect.joint.empty()) {
        text += "  " + words("joint") + "\n";
        lines(effect.joint);
    }
    return text;
}

std::string refused_text(const Words& words,
                         const std::vector<std::pair<std::string, std::string>>& refused,
                         const char* what) {
    if (refused.empty()) { return ""; }
    std::string text = words(what, {words.counted(refused.size(), "row")}) + "\n";
    for (std::size_t i = 0; i < std::min(refused.size(), refused_shown); ++i) {
        text += "    " + refused[i].first + "  " + refused[i].second + "\n";
    }
    return text;
}

Json effect_json(const FigureEffect& effect) {
    Json made{{"figure", effect.figure}, {"rows_changed", effect.changed}};
    if (!effect.is_number) { return made; }
    const auto number = [&effect](const Decimal& value) {
        return ungrouped(exact_text(value, effect.type.quotient ? 0 : effect.type.decimals));
    };
    made["sum"] = number(effect.sum);
    if (effect.changed == 0) { return made; }
    made["smallest"] = number(effect.smallest);
    made["median"] = number(effect.median);
    made["largest"] = number(effect.largest);
    made["histogram"] = Json::array();
    for (const PowerOfTen& bin : effect.histogram) {
        const Decimal low = power_of_ten(bin.exponent) * bin.sign;
        made["histogram"].push_back(
            {{"from", number(low)}, {"to", number(low * 10)}, {"rows", bin.rows}});
    }
    made["examples"] = Json::array();
    for (const ChangedRow& row : effect.examples) {
        made["examples"].push_back({{"row", row.identifier},
                                    {"before", ungrouped(row.before)},
                                    {"after", ungrouped(row.after)},
                                    {"difference", number(row.difference)}});
    }
    return made;
}

Json effects_json(const std::vector<FigureEffect>& effects) {
    Json all = Json::array();
    for (const FigureEffect& one : effects) { all.push_back(effect_json(one)); }
    return all;
}

Json refused_json(const std::vector<std::pair<std::string, std::string>>& refused) {
    Json all = Json::array();
    for (const auto& [row, why] : refused) { all.push_back({{"row", row}, {"why", why}}); }
    return all;
}

}  // namespace

std::string to_text(const PopulationEffect& effect, const Words& words) {
    std::string text =
        words("{}, {} compared, {} changed",
              {words.counted(effect.rows, "row"), words.counted(effect.figures.size(), "figure"),
               std::to_string(effect.effects.size())}) +
        "\n";
    if (!effect.left_out.empty()) {
        text += wrapped(words("{} left out: inputs that the rows do not give are needed, or one "
                              "side alone has them",
                              {words.counted(effect.left_out.size(), "figure")}),
                        0, 4);
    }
    text += refused_text(words, effect.refused_before,
                         "{} without figures on the old side, not compared");
    text += refused_text(words, effect.refused_after,
                         "{} without figures on the new side, not compared");
    text += "\n";
    for (const FigureEffect& one : effect.effects) { text += effect_text(words, one, effect.rows); }
    return text + causes_text(words, effect);
}

std::string to_json(const PopulationEffect& effect) {
    Json causes = Json::array();
    for (const Cause& cause : effect.causes) {
        causes.push_back({{"definition", cause.definition},
                          {"separable", cause.separable},
                          {"rows_rejected", cause.refused},
                          {"effects", effects_json(cause.effects)}});
    }
    const Json made{{"rows", effect.rows},
                    {"rows_compared", effect.compared},
                    {"figures", effect.figures},
                    {"left_out", effect.left_out},
                    {"refused_before", refused_json(effect.refused_before)},
                    {"refused_after", refused_json(effect.refused_after)},
                    {"effects", effects_json(effect.effects)},
                    {"causes", std::move(causes)},
                    {"joint", effects_json(effect.joint)}};
    return made.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mutua::ruleset
