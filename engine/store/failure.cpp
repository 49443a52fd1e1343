#include "engine/store/failure.hpp"

#include <sqlite3.h>

namespace mutua::store {

FailureKind kind_of(int sqlite_code) {
    switch (sqlite_code & 0xFF) {
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
            return FailureKind::constraint;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return FailureKind::busy;
        case SQLITE_NOTADB:
            return FailureKind::not_a_store;
        case SQLITE_CORRUPT:
            return FailureKind::damaged;
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_IOERR:
        case SQLITE_FULL:
            return FailureKind::disk;
        default:
            return FailureKind::other;
    }
}

std::string_view to_string(FailureKind kind) {
    switch (kind) {
        case FailureKind::constraint:
            return "a rule of the data does not hold";
        case FailureKind::busy:
            return "another program is writing to it";
        case FailureKind::missing:
            return "it does not exist";
        case FailureKind::exists:
            return "there is a file already";
        case FailureKind::not_a_store:
            return "the file is not a store";
        case FailureKind::newer:
            return "a later version of this program wrote it";
        case FailureKind::damaged:
            return "the file is damaged";
        case FailureKind::text:
            return "a text holds a NUL or is not UTF-8";
        case FailureKind::disk:
            return "the disk is full, read-only or failing";
        case FailureKind::other:
            return "an unexpected failure";
    }
    return "an unexpected failure";
}

StoreFailure failure(int sqlite_code, std::string_view statement) {
    const FailureKind kind = kind_of(sqlite_code);
    const std::string_view shown = statement.substr(0, statement.find_first_of("(='\n"));
    return {kind, "store: " + std::string{to_string(kind)} + " (" + std::string{shown} + ", code " +
                      std::to_string(sqlite_code) + ")"};
}

}  // namespace mutua::store
