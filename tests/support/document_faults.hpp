#pragma once

#include "tests/support/xml_spans.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::test {

/// A rule, a right document, and what is done to it so that it breaks the rule: an entry of
/// fixtures/ubl/faults.txt.
struct DocumentFault {
    std::string rule;
    std::string document;
    std::vector<std::string> changes;
};

/// The text up to a blank, and what stands behind it.
struct WordAndRest {
    std::string word;
    std::string rest;
};

inline WordAndRest split_word(const std::string& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    return {text.substr(0, end), text.substr(std::min(end + 1, text.size()))};
}

inline std::vector<DocumentFault> read_faults(const std::string& file) {
    std::ifstream in{file};
    std::vector<DocumentFault> faults;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') { continue; }
        if (line.front() == ' ') {
            faults.back().changes.push_back(line.substr(line.find_first_not_of(' ')));
        } else {
            const WordAndRest head = split_word(line);
            faults.push_back({head.word, head.rest, {}});
        }
    }
    return faults;
}

/// "TaxTotal/TaxSubtotal[2]" from the root down, names without prefix, numbers among brothers where
/// there are several.
inline std::string span_path(const std::vector<ElementSpan>& spans, std::size_t index) {
    if (index == 0) { return {}; }
    const ElementSpan& one = spans[index];
    std::size_t place = 0;
    std::size_t count = 0;
    for (std::size_t each = 1; each < spans.size(); ++each) {
        if (spans[each].parent != one.parent || spans[each].name != one.name) { continue; }
        ++count;
        if (each == index) { place = count; }
    }
    const std::string above = span_path(spans, one.parent);
    std::string path = above.empty() ? "" : above + "/";
    path += one.name.substr(one.name.find(':') + 1);
    return count > 1 ? path + "[" + std::to_string(place) + "]" : path;
}

/// One change: "drop PATH", "double PATH", "set PATH TEXT", "attribute PATH a=\"b\"", "after PATH
/// XML"; PATH/@name is an attribute. Errors: std::runtime_error for a path that leads nowhere.
inline std::string changed_document(const std::string& text, const std::string& change) {
    const WordAndRest kind = split_word(change);
    const WordAndRest at = split_word(kind.rest);
    const std::size_t mark = at.word.find("/@");
    const std::string path = at.word.substr(0, mark);
    const auto spans = element_spans(text);
    std::size_t index = 1;
    while (index < spans.size() && span_path(spans, index) != path) { ++index; }
    if (index == spans.size()) { throw std::runtime_error{"no element at " + path}; }
    const ElementSpan& one = spans[index];
    const auto with = [&text](Span span, const std::string& instead) {
        return text.substr(0, span.begin) + instead + text.substr(span.end);
    };
    if (mark != std::string::npos) {
        const std::string name = at.word.substr(mark + 2) + "=";
        for (const AttributeSpan& attribute : one.attributes) {
            if (text.compare(attribute.whole.begin, name.size(), name) != 0) { continue; }
            return kind.word == "drop" ? with(attribute.whole, "") : with(attribute.value, at.rest);
        }
        throw std::runtime_error{"no attribute at " + at.word};
    }
    if (kind.word == "drop") { return with(one.whole, ""); }
    if (kind.word == "set") { return with(one.content, at.rest); }
    if (kind.word == "after") { return with({one.whole.end, one.whole.end}, at.rest); }
    if (kind.word == "attribute") {
        return with({one.content.begin - 1, one.content.begin - 1}, " " + at.rest);
    }
    if (kind.word == "double") {
        return with({one.whole.end, one.whole.end}, text.substr(one.whole.begin, one.whole.size()));
    }
    throw std::runtime_error{"no change is called " + kind.word};
}

inline std::string faulty_document(std::string text, const DocumentFault& fault) {
    for (const std::string& change : fault.changes) { text = changed_document(text, change); }
    return text;
}

}  // namespace mutua::test
