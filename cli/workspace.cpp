#include "cli/workspace.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <fstream>
#include <functional>
#include <iterator>

namespace mutua::cli {

namespace {

namespace fs = std::filesystem;

/// Reads keys of one table and gathers what is wrong with them.
class Reader {
public:
    Reader(const toml::table& table, std::string file, std::string prefix, Diagnostics& findings)
        : table_{table}, file_{std::move(file)}, prefix_{std::move(prefix)}, findings_{findings} {}

    /// A text that must be there and not be empty.
    std::string text(const char* key) {
        const toml::node* node = table_.get(key);
        const auto value = node != nullptr ? node->value<std::string>() : std::nullopt;
        if (value && !value->empty()) { return *value; }
        complain(node, key,
                 node == nullptr ? "is missing"
                 : value         ? "is empty"
                                 : "is not a text",
                 fmt::format("write `{} = \"…\"`", key));
        return {};
    }

    std::optional<std::string> optional_text(const char* key) {
        return table_.contains(key) ? std::optional{text(key)} : std::nullopt;
    }

    bool flag(const char* key, bool otherwise) {
        const toml::node* node = table_.get(key);
        if (node == nullptr) { return otherwise; }
        if (const auto value = node->value<bool>(); value && node->is_boolean()) { return *value; }
        complain(node, key, "is neither true nor false", "write `true` or `false`");
        return otherwise;
    }

    std::int64_t seconds(const char* key, std::int64_t otherwise) {
        constexpr std::int64_t longest = 600;
        const toml::node* node = table_.get(key);
        if (node == nullptr) { return otherwise; }
        const auto value = node->value<std::int64_t>();
        if (value && node->is_integer() && *value >= 1 && *value <= longest) { return *value; }
        complain(node, key, "is not a number of seconds from 1 to 600", "write a whole number");
        return otherwise;
    }

    int digit(const char* key, int otherwise) {
        const toml::node* node = table_.get(key);
        if (node == nullptr) { return otherwise; }
        const auto value = node->value<std::int64_t>();
        if (value && *value >= 1 && *value <= 9) { return static_cast<int>(*value); }
        complain(node, key, "is not a digit from 1 to 9", "write one digit");
        return otherwise;
    }

    /// A number with check digits.
    template <typename Identifier>
    Identifier identifier(const char* key,
                          const std::function<std::optional<Identifier>(std::string_view)>& parse,
                          const char* help) {
        const std::string value = text(key);
        if (value.empty()) { return {}; }
        if (const auto parsed = parse(value)) { return *parsed; }
        complain(table_.get(key), key, "has wrong check digits or a wrong form", help);
        return {};
    }

    void refuse_others(std::initializer_list<std::string_view> known) {
        for (const auto& [key, node] : table_) {
            const std::string_view name = key.str();
            if (std::find(known.begin(), known.end(), name) != known.end()) { continue; }
            complain(&node, std::string{name}.c_str(), "is not a key of mutua",
                     "remove it, or compare with the template that `mutua init` writes");
        }
    }

private:
    void complain(const toml::node* node, const char* key, const char* what, std::string help) {
        SourcePosition where{file_, 0, 0, 0};
        if (node != nullptr) {
            where.line = node->source().begin.line;
            where.column = node->source().begin.column;
        }
        findings_.push_back(
            problem("U310", fmt::format("{}{} {}", prefix_, key, what), std::move(help), where));
    }

    const toml::table& table_;
    std::string file_;
    std::string prefix_;
    Diagnostics& findings_;
};

cooperative::Entity read_entity(Reader& keys) {
    namespace coop = mutua::cooperative;
    coop::Entity entity;
    entity.code = EntityCode{keys.text("code")};
    entity.name = keys.text("name");
    entity.address = {keys.text("street"), keys.text("house_number"), keys.text("postal_code"),
                      keys.text("city"), keys.text("country")};
    entity.enterprise_number = keys.identifier<coop::EnterpriseNumber>(
        "enterprise_number", coop::parse_enterprise_number, "ten digits, the last two mod 97");
    entity.vat_number = keys.identifier<coop::VatNumber>("vat_number", coop::parse_vat_number,
                                                         "BE and the enterprise number");
    entity.iban =
        keys.identifier<coop::Iban>("iban", coop::parse_iban, "an IBAN as on a bank card");
    entity.bic = keys.identifier<coop::Bic>("bic", coop::parse_bic, "8 or 11 characters");
    entity.employer_number = keys.identifier<coop::EmployerNumber>(
        "onss_number", coop::parse_employer_number, "the social security employer number");
    entity.email = keys.identifier<coop::Email>("email", coop::parse_email, "name@example.org");
    entity.series = keys.digit("series", 1);
    entity.legal_form = keys.optional_text("legal_form").value_or("");
    keys.refuse_others({"code", "name", "street", "house_number", "postal_code", "city", "country",
                        "enterprise_number", "vat_number", "iban", "bic", "onss_number", "email",
                        "series", "legal_form"});
    return entity;
}

AccessPointSettings read_access_point(Reader& keys, const fs::path& folder) {
    AccessPointSettings settings;
    settings.url = keys.text("url");
    settings.token_file = folder / keys.text("token_file");
    settings.timeout_seconds = keys.seconds("timeout_seconds", settings.timeout_seconds);
    settings.is_test = keys.flag("test", false);
    keys.refuse_others({"url", "token_file", "timeout_seconds", "test"});
    return settings;
}

ParticipantSettings read_participants(Reader& keys) {
    ParticipantSettings settings;
    settings.zone = keys.text("zone");
    settings.name_server = keys.optional_text("name_server").value_or("");
    settings.timeout_seconds = keys.seconds("timeout_seconds", settings.timeout_seconds);
    keys.refuse_others({"zone", "name_server", "timeout_seconds"});
    return settings;
}

Workspace read_workspace(const toml::table& table, const fs::path& folder, const std::string& file,
                         Diagnostics& findings) {
    Reader keys{table, file, "", findings};
    Workspace workspace;
    workspace.folder = folder;
    workspace.store = folder / keys.text("store");
    if (const auto rules = keys.optional_text("rules")) { workspace.rules = folder / *rules; }
    workspace.package = keys.text("package");
    workspace.sandbox = keys.flag("sandbox", true);
    keys.refuse_others(
        {"store", "rules", "package", "sandbox", "entity", "access_point", "participants"});
    if (const toml::table* section = table["access_point"].as_table()) {
        Reader section_keys{*section, file, "access_point.", findings};
        workspace.access_point = read_access_point(section_keys, workspace.folder);
    }
    if (const toml::table* section = table["participants"].as_table()) {
        Reader section_keys{*section, file, "participants.", findings};
        workspace.participants = read_participants(section_keys);
    }
    if (const toml::table* entity = table["entity"].as_table()) {
        Reader entity_keys{*entity, file, "entity.", findings};
        workspace.entity = read_entity(entity_keys);
    } else {
        findings.push_back(problem("U310", "the section [entity] is missing",
                                   "compare with the template that `mutua init` writes",
                                   {file, 0, 0, 0}));
    }
    return workspace;
}

}  // namespace

std::optional<fs::path> find_workspace(const fs::path& start) {
    for (fs::path folder = fs::absolute(start);; folder = folder.parent_path()) {
        if (fs::exists(folder / configuration_name)) { return folder; }
        if (folder == folder.parent_path()) { return std::nullopt; }
    }
}

Result<Workspace> load_workspace(const fs::path& folder) {
    const std::string file = (folder / configuration_name).string();
    std::ifstream input{file, std::ios::binary};
    if (!input) {
        return Diagnostics{problem("U301", "the configuration cannot be read",
                                   "`mutua init DIR` makes a workspace", {file, 0, 0, 0})};
    }
    const std::string bytes{std::istreambuf_iterator<char>{input}, {}};
    Diagnostics findings;
    try {
        const toml::table table = toml::parse(bytes, file);
        Workspace workspace = read_workspace(table, fs::absolute(folder), file, findings);
        if (findings.empty()) { return workspace; }
    } catch (const toml::parse_error& broken) {
        findings.push_back(
            problem("U302", std::string{broken.description()}, "mend the line; the format is TOML",
                    {file, broken.source().begin.line, broken.source().begin.column, 0}));
    }
    return findings;
}

std::string configuration_template() {
    return R"(# The workspace of one cooperative. Everything here may be edited; `mutua` reads it at every command.

# The database, relative to this file. It is made by `mutua init`.
store = "mutua.db"

# The rule package of the cooperative: its policy, and through it the law that it follows.
package = "coop.shared_enterprise"

# Where the rule packs lie, relative to this file. Without it: those that came with the program.
# rules = "rules"

# While true, nothing is ever sent to a real recipient: `mutua invoice send` reaches an access point
# on this machine, or one that is marked `test = true`. Where it is false, it asks for `--live`.
sandbox = true

# The legal entity that invoices and employs. This one is invented: replace it by your own.
[entity]
code = "E1"                            # short name inside mutua
name = "Atelier des Voisins SC"        # as registered
legal_form = "SC – RPM Bruxelles"      # with court and register, as on your paper; may be absent
street = "Rue de l'Essai"
house_number = "12"
postal_code = "1000"
city = "Bruxelles"
country = "BE"                         # ISO 3166-1
enterprise_number = "0999.000.228"     # ten digits; check digits are tested
vat_number = "BE0999000228"
iban = "BE74 9990 0002 2807"           # where clients pay
bic = "VOISBEBB"
onss_number = "1999999-34"             # social security employer number
email = "office@example.org"
series = 1                             # one digit: invoice series, first of the payment reference

# Who brings e-invoices to their receivers. Without this section nothing is sent.
# [access_point]
# url = "https://ap.example/v1"        # https; http for an address of this machine only
# token_file = "access-point.token"    # one line, the secret; `chmod 600` it
# timeout_seconds = 30                 # of one question
# test = false                         # true: a system for trials, which delivers to nobody

# The directory of those who receive e-invoices. Without this section nobody is looked up.
# [participants]
# zone = "participant.sml.prod.tech.peppol.org"   # the trial network: participant.sml.test.tech.…
# name_server = "127.0.0.1:53"         # default: that of this machine
# timeout_seconds = 5                  # of one question
)";
}

}  // namespace mutua::cli
