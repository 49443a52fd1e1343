#pragma once

#include "engine/core/date.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace mutua::archive {

/// Whether a file is made smaller; what is packed already only costs time.
enum class Packing : std::uint8_t { deflated, stored };

/// A file of an archive.
struct ArchivedFile {
    std::string name;  ///< UTF-8, without a folder, once in an archive
    Date date;         ///< what the archive shows as its day, from 1980 on; its time is noon
    Packing packing = Packing::deflated;
};

/// The archive could not be written: no room, no folder. The text is safe to show.
class ArchiveFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The bytes of the file at a place of the list.
using BytesOfFile = std::function<std::string(std::size_t)>;

/// Writes a ZIP archive of files in the order given; there is nothing, or what was there before,
/// until all of it is written. The bytes of a file are asked for when its turn comes, and dropped
/// once they are packed: never more than one file is in memory. The same files give the same bytes,
/// whatever the time zone, the locale and the machine's user. ZIP64 where a size or a count needs
/// it.
/// `archive` is the path of its file: an archive is written out while it is packed, never as one
/// value, since a month of a large cooperative does not fit in memory.
/// Errors: ArchiveFailure; what `bytes_of` throws. A name with a folder, given twice or empty, and
/// a day before 1980, are a ContractViolation.
void write_zip(const std::string& archive, const std::vector<ArchivedFile>& files,
               const BytesOfFile& bytes_of);

}  // namespace mutua::archive
