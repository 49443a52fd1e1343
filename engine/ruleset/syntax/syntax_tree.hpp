#pragma once

#include "engine/core/date.hpp"
#include "engine/core/rounding.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the parser reads from a rule file: nothing is resolved, every node knows its bytes.
namespace mutua::ruleset::syntax {

/// Bytes [begin, end) of a file; `file` is its index in the list that was handed over.
struct Span {
    std::uint32_t file = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// A NAME or PATH (`relief.ceiling`, `be.payslip.net_pay`) or a word that means something in place.
struct Name {
    std::string text;
    Span span;
};

enum class ExpressionKind : std::uint8_t {
    number,    ///< text: digits without grouping ("1000.00"); unit or percent below
    date,      ///< date
    text,      ///< text: what stands between the quotes
    yes_no,    ///< flag
    name,      ///< text: PATH
    call,      ///< text: PATH of a scale or function; children: arguments
    index,     ///< text: PATH of a table; children: keys; has_else: the last child is the else
    at_date,   ///< children[0]: name, call or index; children[1]: date, name or start_of
    start_of,  ///< text: month|quarter|year; names[0]: the clock
    negate,    ///< children[0]
    add,
    subtract,
    multiply,
    divide,  ///< children[0], children[1]
    less,
    less_equal,
    greater,
    greater_equal,
    is,
    is_not,   ///< children[0], children[1]
    in_set,   ///< children[0]: value; the others: items
    applies,  ///< children[0]: name of a rule
    logical_and,
    logical_or,
    logical_not,
    if_then_else,  ///< children: condition, then, else
    match,         ///< children[0]: subject; cases
    round,         ///< children[0]; rounding
    aggregate,     ///< text: sum|min|max|any|all; children: operand [where]; names[0]: rows
    count,         ///< text: "count"; names[0]: rows; children: [where]
    tagged_sum,    ///< names[0]: tag
    split,         ///< children: whole, weight
    prior,         ///< text: PATH
    inherited,
    previous,
    as_unit,  ///< children[0]; unit
};

/// `half up to 0.01`: how and to which multiple.
struct RoundingClause {
    Rounding mode = Rounding::half_up;
    std::string step;  ///< digits without grouping
    Span span;
};

struct MatchCase;

/// One node of an expression. Which members mean something is said at ExpressionKind.
struct Expression {
    ExpressionKind kind = ExpressionKind::number;
    Span span;
    std::string text;
    bool flag = false;         ///< yes_no: its value; number: it carries a `%`; index: has an else
    std::optional<Name> unit;  ///< number, as_unit
    std::optional<Date> date;
    std::optional<RoundingClause> rounding;
    std::vector<Name> names;
    std::vector<Expression> children;
    std::vector<MatchCase> cases;
};

/// `a or b : value`; no patterns means `otherwise`.
struct MatchCase {
    std::vector<Expression> patterns;
    Expression value;
    Span span;
};

/// `source act "par. 2" review by 2027-06-30 provisional`, in any order and number.
struct Evidence {
    struct Citation {
        Name source;
        std::string place;
    };
    std::vector<Citation> citations;
    std::optional<Date> review_by;
    std::optional<Span> review_span;
    bool provisional = false;
    std::optional<Span> provisional_span;
};

enum class TypeKind : std::uint8_t { number, boolean, date, code, inline_enum, record };

struct Field;

/// `EUR/month`, `ratio(4)`, `bool`, `date`, `code`, `enum { a, b }`, `{ a, b : EUR; c : ratio }`,
/// or a NAME that is a unit or a declared enum (kind number until names are resolved).
struct Type {
    TypeKind kind = TypeKind::number;
    Name unit;
    std::optional<std::string> decimals;
    std::vector<Name> items;
    std::vector<Field> fields;
    Span span;
};

struct Field {
    Name name;
    Type type;
};

struct Label {
    Name language;
    std::string text;
};

/// `shown on payslip section pay order 10 as earning`
struct Shown {
    Name document;
    std::optional<Name> section;
    std::string order;
    std::optional<Name> role;
    Span span;
};

/// `open to committee, cooperative at least`
struct Open {
    std::vector<Name> layers;
    std::optional<Name> bound;  ///< least|most
};

struct Use {
    Name package;
};

struct Source {
    Name name;
    std::string text;
    std::optional<std::string> url;
};

struct UnitDeclaration {
    Name name;
    std::optional<std::string> decimals;
    Span decimals_span;
};

struct Enum {
    Name name;
    std::vector<Name> items;
};

struct Input {
    Name name;
    Type type;
    Name scope;
    std::optional<Expression> range_low;
    std::optional<Expression> range_high;
    std::optional<Expression> default_value;
    bool profile = false;
    std::vector<Label> labels;
    Span span;
};

/// `from DATE …`, or the end of the version before it: `until DATE` (then nothing else is set).
struct ParamVersion {
    Span span;
    Date from;
    std::optional<Date> until;
    std::optional<Expression> value;
    std::vector<std::pair<Name, Expression>> fields;  ///< a record, instead of `value`
    std::optional<RoundingClause> rounding;
    Evidence evidence;
};

struct Param {
    Name name;
    Type type;
    std::optional<Name> clock;
    std::vector<Label> labels;
    std::vector<ParamVersion> versions;
    Span span;
};

struct Bracket {
    Span span;
    bool above = true;  ///< `above`: strictly more; else `reaching`
    Expression threshold;
    Expression value;
    std::optional<Expression> plus;
};

struct ScaleVersion {
    Span span;
    Date from;
    std::optional<Date> until;
    Evidence evidence;
    std::vector<Bracket> brackets;
    std::optional<RoundingClause> each_bracket;
};

struct Scale {
    Name name;
    Type argument;
    std::optional<Type> result;
    Name kind;  ///< marginal|stated|step
    std::optional<Name> clock;
    std::vector<Label> labels;
    std::vector<ScaleVersion> versions;
    Span span;
};

/// `= expr [round …] evidence`
struct Definition {
    Expression value;
    std::optional<RoundingClause> rounding;
    Evidence evidence;
    Span span;
};

struct Exception {
    Name label;
    std::vector<Name> over;
    std::vector<Name> exclusive_with;
    Expression when;
    Definition definition;
    Span span;
};

struct RuleVersion {
    Span span;
    std::optional<Date> from;  ///< absent: one body for all time
    std::optional<Date> until;
    std::optional<Expression> applies_when;
    std::optional<Definition> definition;  ///< `= …` or `default = …`
    bool is_default = false;
    std::vector<Exception> exceptions;
};

struct Ensure {
    Expression condition;
    std::optional<std::string> message;
    Span span;
};

struct Rule {
    Name name;
    Type type;
    Name scope;
    std::optional<Name> clock;
    std::vector<Label> labels;
    std::optional<Shown> shown;
    std::vector<Name> tags;
    bool output = false;
    std::optional<Open> open;
    std::vector<RuleVersion> versions;
    std::vector<Ensure> ensures;
    Span span;
};

/// `row depot, yes : 2.00`
struct TableRow {
    std::vector<Expression> keys;
    Expression value;
    Span span;
};

/// Text in quotes, and where it stands.
struct QuotedText {
    std::string text;
    Span span;
};

struct TableVersion {
    Span span;
    Date from;
    std::optional<Date> until;
    std::optional<QuotedText> file;  ///< a CSV file beside the rule file
    Evidence evidence;
    std::vector<TableRow> rows;
    std::optional<Expression> otherwise;
};

struct Table {
    Name name;
    std::vector<Field> keys;
    Type result;
    std::optional<Name> clock;
    std::vector<Label> labels;
    std::vector<TableVersion> versions;
    Span span;
};

/// A value kept from one row of a chain to the next.
struct Carry {
    Name name;
    Type type;
    Name scope;
    Name key;  ///< member|contract|client
    std::optional<Expression> range_low;
    std::optional<Expression> range_high;
    std::vector<Label> labels;
    std::optional<Definition> definition;
    std::optional<Name> reset;  ///< civil_year|quarter|month|never
    std::optional<Expression> starts_at;
    Span span;
};

struct AmendVersion {
    Span span;
    std::optional<Date> from;  ///< absent: for all time
    std::optional<Date> until;
    std::vector<Exception> exceptions;
};

/// What a layer above says of a rule that is open to it.
struct Amend {
    Name rule;
    std::vector<AmendVersion> versions;
    Span span;
};

struct ClockSetting {
    std::optional<Name> clock;  ///< absent: every clock, the worked period is the day's month
    Date date;
    Span span;
};

/// The right side of `given x = …` and `expect x = …`.
struct TestValue {
    enum class Kind : std::uint8_t { number, date, text, name, yes_no };
    Kind kind = Kind::number;
    std::string text;  ///< number: digits with sign, percent already divided; name; text
    std::optional<std::string> denominator;  ///< `15/38`
    std::optional<Name> unit;
    bool flag = false;
    bool percent = false;
    std::optional<Date> date;
    Span span;
};

struct TestStep {
    enum class Kind : std::uint8_t {
        given,
        given_prior,
        expect,
        expect_not_applicable,
        expect_fault
    };
    Kind kind = Kind::given;
    std::optional<Name> row_scope;  ///< `contract` of `contract a :`
    std::optional<Name> row_name;
    std::vector<std::pair<Name, Name>> owners;  ///< `of client shop`: scope and name
    Name name;
    std::optional<TestValue> value;
    std::string fault;  ///< expect_fault: "E301"
    Span span;
};

struct TestCase {
    std::vector<ClockSetting> clocks;
    std::vector<TestStep> steps;
};

struct Test {
    std::string title;
    Evidence evidence;
    std::vector<TestCase> cases;  ///< more than one: `then on …`
    Span span;
};

/// One file. A head that was badly written leaves what could be read.
struct File {
    Name package;
    std::optional<Name> clock;
    std::optional<Name> layer;
    std::optional<Expression> layer_when;
    std::optional<Date> covers_from;
    std::optional<Date> covers_to;
    std::optional<Span> covers_span;
    std::optional<Name> rounding_unit;
    std::optional<RoundingClause> rounding;
    bool rounding_read = true;  ///< false for a clause that could not be read
    std::vector<Use> uses;
    std::vector<Source> sources;
    std::vector<UnitDeclaration> units;
    std::vector<Enum> enums;
    std::vector<Input> inputs;
    std::vector<Param> params;
    std::vector<Scale> scales;
    std::vector<Table> tables;
    std::vector<Rule> rules;
    std::vector<Carry> carries;
    std::vector<Amend> amends;
    std::vector<Test> tests;
    /// What the declarations are called that could not be read, and are in no list: a name that is
    /// one of these is no mistake of who reads it.
    std::vector<std::string> unread;
    /// The head, a `use` or everything from some place on: what is visible here is not known.
    bool head_unread = false;
};

}  // namespace mutua::ruleset::syntax
