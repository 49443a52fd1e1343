#include "engine/ruleset/explain/declaration_texts.hpp"

#include "engine/ruleset/syntax/lexer.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

using Texts = std::vector<DeclarationText>;

constexpr std::string_view ending = ".rules";

bool is_rules(const SourceFile& file) { return file.path.ends_with(ending); }

/// "xx/social.rules" is "xx.social".
std::string package_of(const std::string& path) {
    std::string package = path.substr(0, path.size() - ending.size());
    std::replace(package.begin(), package.end(), '/', '.');
    return package;
}

const SourceFile* find(const std::vector<SourceFile>& files, const std::string& path) {
    const auto at = std::find_if(files.begin(), files.end(),
                                 [&path](const SourceFile& one) { return one.path == path; });
    return at == files.end() ? nullptr : &*at;
}

const DeclarationText* find(const Texts& texts, const std::string& keyword,
                            const std::string& name) {
    const auto at = std::find_if(texts.begin(), texts.end(), [&](const DeclarationText& one) {
        return one.keyword == keyword && one.name == name;
    });
    return at == texts.end() ? nullptr : &*at;
}

/// Inputs, params … share one space of names.
bool defines(const DeclarationText& one) {
    return one.keyword == "input" || one.keyword == "param" || one.keyword == "scale" ||
           one.keyword == "table" || one.keyword == "rule" || one.keyword == "carry";
}

bool has_name(const Texts& texts, const DeclarationText& wanted) {
    return std::any_of(texts.begin(), texts.end(), [&](const DeclarationText& one) {
        const bool same_space = defines(wanted) ? defines(one) : one.keyword == wanted.keyword;
        return same_space && one.name == wanted.name;
    });
}

/// Whether an `amend` of that package speaks of the definition.
bool amends(const DeclarationText& one, const std::string& definition) {
    const bool whole = one.name == definition;
    const bool bare = definition.ends_with("." + one.name);
    return one.keyword == "amend" && (whole || bare);
}

/// Takes one package of the mixture from the two sides.
class Mixer {
public:
    Mixer(std::string package, std::string definition)
        : package_{std::move(package)}, definition_{std::move(definition)} {}

    [[nodiscard]] std::string mix(const Texts& before, const Texts& after) const {
        std::string text;
        for (const DeclarationText& one : before) {
            if (amends(one, definition_)) { continue; }
            const DeclarationText* now = taken(one) ? replacement(one, after) : nullptr;
            text += now ? now->text : one.text;
            end_line(text);
        }
        for (const DeclarationText& one : after) {
            const bool amendment = amends(one, definition_);
            const bool added = one.keyword != "test" && one.keyword != "amend" &&
                               one.keyword != "package" && !has_name(before, one);
            if (!amendment && !added) { continue; }
            text += one.text;
            end_line(text);
        }
        return text;
    }

private:
    static void end_line(std::string& text) {
        if (!text.empty() && text.back() != '\n') { text += '\n'; }
    }

    [[nodiscard]] bool taken(const DeclarationText& one) const {
        if (defines(one)) { return package_ + "." + one.name == definition_; }
        return package_ == definition_ && one.keyword != "test" && one.keyword != "amend";
    }

    [[nodiscard]] static const DeclarationText* replacement(const DeclarationText& one,
                                                            const Texts& after) {
        return find(after, one.keyword, one.name);
    }

    std::string package_;
    std::string definition_;
};

/// A package that only the new side has, without what it says of others.
std::string added_package(const Texts& texts) {
    std::string text;
    for (const DeclarationText& one : texts) {
        if (one.keyword != "amend" && one.keyword != "test") { text += one.text; }
    }
    return text;
}

}  // namespace

std::vector<DeclarationText> declaration_texts(const SourceFile& file) {
    const std::vector<SourceFile> files{file};
    syntax::Findings findings{files};
    syntax::Lexer lexer{files, 0, findings};
    Texts texts;
    std::vector<std::size_t> begins;
    std::size_t words = 0;
    for (syntax::Token token = lexer.next(); token.kind != syntax::TokenKind::end;
         token = lexer.next()) {
        if (token.kind == syntax::TokenKind::start) {
            texts.emplace_back();
            begins.push_back(token.span.begin);
            words = 0;
        } else if (!texts.empty() && words < 2) {
            (words == 0 ? texts.back().keyword : texts.back().name) = text_of(files, token.span);
            ++words;
        }
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::size_t begin = i == 0 ? 0 : begins[i];
        const std::size_t end = i + 1 < texts.size() ? begins[i + 1] : file.bytes.size();
        texts[i].text = file.bytes.substr(begin, end - begin);
    }
    return texts;
}

std::vector<SourceFile> with_definition_of(const std::vector<SourceFile>& before,
                                           const std::vector<SourceFile>& after,
                                           const std::string& definition,
                                           const std::vector<std::string>& csv_paths) {
    std::vector<SourceFile> mixed;
    for (const SourceFile& file : before) {
        const SourceFile* now = find(after, file.path);
        if (is_rules(file) && now) {
            const Mixer mixer{package_of(file.path), definition};
            mixed.push_back(
                {file.path, mixer.mix(declaration_texts(file), declaration_texts(*now))});
            continue;
        }
        const bool wanted =
            now && std::find(csv_paths.begin(), csv_paths.end(), file.path) != csv_paths.end();
        mixed.push_back(wanted ? *now : file);
    }
    for (const SourceFile& file : after) {
        if (find(before, file.path)) { continue; }
        mixed.push_back(
            is_rules(file) ? SourceFile{file.path, added_package(declaration_texts(file))} : file);
    }
    return mixed;
}

}  // namespace mutua::ruleset
