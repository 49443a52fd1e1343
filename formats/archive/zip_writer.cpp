#include "formats/archive/zip_writer.hpp"

#include "engine/core/contract.hpp"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace mutua::archive {

namespace {

/// What an ordinary file may be opened by: its owner writes, everybody reads.
constexpr zip_uint32_t ordinary_file = 0100644U << 16U;
/// Days are written as local time by way of the machine's clock: noon is noon in every zone.
constexpr zip_uint16_t noon = 12U << 11U;
constexpr zip_uint32_t usual_level = 6;

zip_uint16_t dos_day(Date day) {
    constexpr int first_year = 1980;
    const int year = static_cast<int>(day.year());
    require(year >= first_year && year < first_year + 128, "a ZIP knows days from 1980 on");
    const auto month = static_cast<unsigned>(day.month());
    const auto of_month = static_cast<unsigned>(day.day());
    return static_cast<zip_uint16_t>((static_cast<unsigned>(year - first_year) << 9U) |
                                     (month << 5U) | of_month);
}

/// All files of one archive, and what went wrong while one was made.
struct Contents {
    const BytesOfFile& bytes_of;
    std::exception_ptr problem;
};

/// One file while the library asks for it: made when its size or its bytes are first wanted, gone
/// when it was read.
class FileSource {
public:
    FileSource(Contents& contents, std::size_t place) : contents_{&contents}, place_{place} {}

    static zip_int64_t answer(void* state, void* into, zip_uint64_t length,
                              zip_source_cmd_t command) {
        return static_cast<FileSource*>(state)->answer(into, length, command);
    }

private:
    zip_int64_t answer(void* into, zip_uint64_t length, zip_source_cmd_t command) {
        switch (command) {
            case ZIP_SOURCE_OPEN:
                read_ = 0;
                return make() ? 0 : -1;
            case ZIP_SOURCE_READ:
                return read(into, length);
            case ZIP_SOURCE_CLOSE:
                std::string{}.swap(bytes_);  // assigning would keep the room
                return 0;
            case ZIP_SOURCE_STAT:
                return tell_size(into, length);
            case ZIP_SOURCE_ERROR: {
                const int codes[2] = {ZIP_ER_READ, 0};
                if (length < sizeof codes) { return -1; }
                std::memcpy(into, codes, sizeof codes);
                return sizeof codes;
            }
            case ZIP_SOURCE_SUPPORTS:
                return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
                                                      ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                                      ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
            default:
                return 0;
        }
    }

    /// No exception goes through the library: it is kept, and thrown again behind it.
    bool make() {
        if (size_) { return true; }
        try {
            bytes_ = contents_->bytes_of(place_);
        } catch (...) {
            if (!contents_->problem) { contents_->problem = std::current_exception(); }
            return false;
        }
        size_ = bytes_.size();
        return true;
    }

    zip_int64_t read(void* into, zip_uint64_t length) {
        const std::size_t count = std::min<std::size_t>(length, bytes_.size() - read_);
        std::memcpy(into, bytes_.data() + read_, count);
        read_ += count;
        return static_cast<zip_int64_t>(count);
    }

    zip_int64_t tell_size(void* into, zip_uint64_t length) {
        if (length < sizeof(zip_stat_t) || !make()) { return -1; }
        auto* told = static_cast<zip_stat_t*>(into);
        zip_stat_init(told);
        told->size = *size_;
        told->valid = ZIP_STAT_SIZE;
        return sizeof(zip_stat_t);
    }

    Contents* contents_;
    std::size_t place_;
    std::string bytes_;
    std::size_t read_ = 0;
    std::optional<std::size_t> size_;
};

/// An archive that is dropped unless it was closed.
struct DropArchive {
    void operator()(zip_t* open) const noexcept { zip_discard(open); }
};
using OpenArchive = std::unique_ptr<zip_t, DropArchive>;

[[noreturn]] void fail(zip_t* open) { throw ArchiveFailure{zip_strerror(open)}; }

OpenArchive opened(const std::string& archive) {
    int code = 0;
    OpenArchive open{zip_open(archive.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code)};
    if (open) { return open; }
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    throw ArchiveFailure{text};
}

void add_file(zip_t* open, const ArchivedFile& file, FileSource& source) {
    require(!file.name.empty() && file.name.find_first_of("/\\") == std::string::npos,
            "a file of an archive has a name without a folder");
    zip_source_t* made = zip_source_function(open, FileSource::answer, &source);
    if (made == nullptr) { fail(open); }
    const zip_int64_t added = zip_file_add(open, file.name.c_str(), made, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
        zip_source_free(made);
        require(zip_error_code_zip(zip_get_error(open)) != ZIP_ER_EXISTS,
                "a name stands once in an archive");
        fail(open);
    }
    const auto place = static_cast<zip_uint64_t>(added);
    const bool is_small = file.packing == Packing::deflated;
    if (zip_file_set_dostime(open, place, noon, dos_day(file.date), 0) != 0 ||
        zip_file_set_external_attributes(open, place, 0, ZIP_OPSYS_UNIX, ordinary_file) != 0 ||
        zip_set_file_compression(open, place, is_small ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
                                 is_small ? usual_level : 0) != 0) {
        fail(open);
    }
}

}  // namespace

void write_zip(const std::string& archive, const std::vector<ArchivedFile>& files,
               const BytesOfFile& bytes_of) {
    Contents contents{bytes_of, nullptr};
    std::vector<FileSource> sources;
    sources.reserve(files.size());
    OpenArchive open = opened(archive);
    for (std::size_t place = 0; place < files.size(); ++place) {
        sources.emplace_back(contents, place);
        add_file(open.get(), files[place], sources.back());
    }
    // All the reading and writing happens here.
    if (zip_close(open.get()) == 0) {
        static_cast<void>(open.release());  // closing was its end
        return;
    }
    if (contents.problem) { std::rethrow_exception(contents.problem); }
    fail(open.get());
}

}  // namespace mutua::archive
