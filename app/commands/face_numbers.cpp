#include "app/commands/face_numbers.h"

#include <charconv>

namespace faceloom {

Result<std::vector<int>> parseFaceNumbers(const std::string& option, const std::string& text) {
    std::vector<int> numbers;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        int number = 0;
        const auto parsed = std::from_chars(text.data() + begin, text.data() + end, number);
        if (parsed.ec != std::errc() || parsed.ptr != text.data() + end) {
            return fail(ErrorCode::InvalidArgument,
                        "{} '{}': not a list of face numbers such as 1,5,9", option, text);
        }
        if (number < 1 || number > kGridFaces) {
            return fail(ErrorCode::InvalidArgument, "{} '{}': face {} is not within 1 to {}",
                        option, text, number, kGridFaces);
        }
        numbers.push_back(number);
        begin = end + 1;
    }
    return numbers;
}

std::vector<Latent> latentsOf(const std::vector<int>& numbers, const std::vector<Latent>& grid) {
    std::vector<Latent> latents;
    for (const int number : numbers)
        latents.push_back(grid.at(static_cast<std::size_t>(number - 1)));
    return latents;
}

}  // namespace faceloom
