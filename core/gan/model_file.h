// The networks as files. Internal to core: includes Torch.
#pragma once

#include "core/gan/discriminator.h"
#include "core/gan/generator.h"
#include "core/gan/model_info.h"

#include <filesystem>

namespace faceloom {

// Writes the generator's state as it is (see settledCopy), as numbers of `type`, with its options
// and `info`'s figures as metadata; info.path and info.network are not used. Errors: WriteFailed.
[[nodiscard]] Status writeGenerator(const std::filesystem::path& path, const Generator& generator,
                                    const ModelInfo& info, at::ScalarType type = at::kFloat);

// In evaluation mode, on the CPU. Of a checkpoint: the average's weights if there is one, else the
// generator's, settled (see settledCopy) as they were for the generator saved with it. Errors:
// those of readModelInfo; BrokenFile (a tensor missing, extra, of another shape, or with a number
// that is not finite; variances below zero; fewer bytes than the network needs; a checkpoint that
// is not what its checksum says; a network whose dense layer, folded into the first convolution for
// drawing, takes more than 256 MiB and more than 16 times the bytes of the file's weights; a layer
// whose output for 36 faces takes more than 512 MiB and more than 64 times those bytes).
[[nodiscard]] Result<Generator> readGenerator(const ModelInfo& info);

// Of a checkpoint, whose checksum somebody else looks at. In evaluation mode, on the CPU. Errors:
// NotFound; BrokenFile (a tensor missing, of another shape or with a number that is not finite, or
// fewer bytes than the network needs; a layer as above, for 36 pictures).
[[nodiscard]] Result<Discriminator> readDiscriminator(const ModelInfo& info);

}  // namespace faceloom
