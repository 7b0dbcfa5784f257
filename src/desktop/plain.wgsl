// Standard materials for a machine whose processor draws: one lamp, the room as a gradient, one gloss, no branches into
// what this program never uses. Set beside the engine's full shader so that the presets look alike.
#import bevy_pbr::{
    forward_io::{FragmentOutput, VertexOutput},
    mesh_bindings::mesh,
    mesh_view_bindings::{lights, view},
    pbr_bindings,
    pbr_types,
}
#ifdef BINDLESS
#import bevy_pbr::pbr_bindings::material_indices
#import bevy_render::bindless::{bindless_samplers_filtering, bindless_textures_2d}
#endif

// What the room sheds on a surface that looks up, and down.
const CEILING: vec3<f32> = vec3(0.50, 0.50, 0.50);
const FLOOR: vec3<f32> = vec3(0.17, 0.175, 0.175);

// What a polished surface sees of the room along `r`.
fn room(r: vec3<f32>, roughness: f32) -> vec3<f32> {
    let light = mix(vec3(0.14, 0.15, 0.16), vec3(0.46, 0.46, 0.46), saturate(r.y * 1.6 + 0.35));
    // Two tubes across the ceiling.
    let z = abs(r.z / max(r.y, 0.05) - 0.03);
    let edge = 0.05 + 0.7 * roughness;
    let tube = saturate((0.16 + edge - abs(z - 0.52)) / (2.0 * edge)) * saturate(r.y * 4.0);
    return light + 0.55 * tube / (1.0 + 2.2 * roughness);
}

@fragment
fn fragment(in: VertexOutput, @builtin(front_facing) is_front: bool) -> FragmentOutput {
    let slot = mesh[in.instance_index].material_and_lightmap_bind_group_slot & 0xffffu;
#ifdef BINDLESS
    let material = pbr_bindings::material_array[material_indices[slot].material];
#else
    let material = pbr_bindings::material;
#endif
    // Never so, but unknown beforehand: Mesa's processor renderer makes a shader anew for every draw whose branches hang
    // on uniforms alone, and keeps them all.
    let flags = select(material.flags, 0u, in.position.w < -1.0e30);
    var base = material.base_color;
#ifdef VERTEX_COLORS
    base *= in.color;
#endif
#ifdef VERTEX_UVS_A
    if (flags & pbr_types::STANDARD_MATERIAL_FLAGS_BASE_COLOR_TEXTURE_BIT) != 0u {
        let uv = (material.uv_transform * vec3(in.uv, 1.0)).xy;
#ifdef BINDLESS
        base *= textureSample(
            bindless_textures_2d[material_indices[slot].base_color_texture],
            bindless_samplers_filtering[material_indices[slot].base_color_sampler],
            uv,
        );
#else
        base *= textureSample(pbr_bindings::base_color_texture, pbr_bindings::base_color_sampler, uv);
#endif
    }
#endif
    var light = base.rgb;
    if (flags & pbr_types::STANDARD_MATERIAL_FLAGS_UNLIT_BIT) == 0u {
        let lamp = &lights.directional_lights[0];
        let l = (*lamp).direction_to_light;
        let v = normalize(view.world_position.xyz - in.world_position.xyz);
        var n = normalize(in.world_normal);
        if (flags & pbr_types::STANDARD_MATERIAL_FLAGS_DOUBLE_SIDED_BIT) != 0u && !is_front {
            n = -n;
        }
        let rough = material.perceptual_roughness;
        let metal = material.metallic;
        let n_l = saturate(dot(n, l));
        let n_v = saturate(dot(n, v));
        let around = mix(FLOOR, CEILING, n.y * 0.5 + 0.5);
        let shine = (*lamp).color.rgb * (view.exposure * n_l);
        light = base.rgb * (1.0 - metal) * (shine * 0.318 + around);
        // The gloss of the lamp: GGX with the cheap visibility of Karis, as mobile engines have it.
        let h = normalize(l + v);
        let a2 = max(rough * rough * rough * rough, 0.0008);
        let n_h = saturate(dot(n, h));
        let l_h = max(dot(l, h), 0.3);
        let d = n_h * n_h * (a2 - 1.0) + 1.0;
        let gloss = a2 / (12.57 * d * d * l_h * l_h * (rough + 0.5));
        let f0 = mix(material.reflectance * material.reflectance * 0.16, base.rgb, metal);
        let edge = 1.0 - n_v;
        let fresnel = f0 + (1.0 - rough) * edge * edge * edge * edge * edge * (1.0 - metal) * 0.5;
        light += f0 * shine * gloss + fresnel * room(reflect(-v, n), rough);
        light += material.emissive.rgb * mix(1.0, view.exposure, material.emissive.a);
    }
    var out: FragmentOutput;
    // The film: dark and middle tones as they are, lights rolled off to white.
    let film = light * (light * 0.16 + 1.02) / (light * (light * 0.16 + 0.70) + 0.94);
    let opaque = (flags & pbr_types::STANDARD_MATERIAL_FLAGS_ALPHA_MODE_RESERVED_BITS)
        == pbr_types::STANDARD_MATERIAL_FLAGS_ALPHA_MODE_OPAQUE;
    out.color = vec4(saturate(film), select(base.a, 1.0, opaque));
    return out;
}
