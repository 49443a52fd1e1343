#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace mutua::store {

/// What went wrong with the store, so that a caller can decide.
enum class FailureKind {
    constraint,   ///< a rule of the data does not hold: a key twice, a broken reference
    busy,         ///< another program is writing; trying again later helps
    missing,      ///< there is no store at that place
    exists,       ///< something is already at the place of a new store
    not_a_store,  ///< the file is not a store of this program
    newer,        ///< the store was written by a later version of this program
    damaged,      ///< the file is broken
    text,         ///< a text holds a NUL or is not UTF-8
    disk,         ///< disk full, read-only, input or output error
    other,
};

/// The store could not do what it was asked. The text is ours: it never carries a value that was
/// being stored, since those may be personal data.
class StoreFailure : public std::runtime_error {
public:
    StoreFailure(FailureKind kind, const std::string& text)
        : std::runtime_error{text}, kind_{kind} {}

    [[nodiscard]] FailureKind kind() const noexcept { return kind_; }

private:
    FailureKind kind_;
};

/// The kind of an SQLite result code (https://www.sqlite.org/rescode.html), primary or extended.
[[nodiscard]] FailureKind kind_of(int sqlite_code);

/// The failure that stands for an SQLite result code while `statement`, a constant text without
/// values, was running. Only the words up to the first bracket are shown.
[[nodiscard]] StoreFailure failure(int sqlite_code, std::string_view statement);

[[nodiscard]] std::string_view to_string(FailureKind kind);

}  // namespace mutua::store
